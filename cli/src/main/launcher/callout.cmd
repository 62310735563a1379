@echo off
rem Starts callout.jar in the folder of this script, with Java from JAVA_HOME or else from PATH.
rem CALLOUT_JAVA_OPTS holds options for Java itself, such as -Xmx256m.
setlocal

if defined JAVA_HOME goto home
for %%j in (java.exe) do set "java=%%~$PATH:j"
if defined java goto found
echo callout: Java not found. Install Java 17 or newer, and set JAVA_HOME or PATH. 1>&2
exit /b 70

:home
set "java=%JAVA_HOME%\bin\java.exe"
if exist "%java%" goto found
echo callout: JAVA_HOME is "%JAVA_HOME%", but it contains no bin\java.exe. Set it to Java 17 or newer, or unset it. 1>&2
exit /b 70

:found
rem The release file of a JDK holds its version. Starting Java to ask for it would take as long as the command itself.
set "version="
for %%j in ("%java%") do set "release=%%~dpj..\release"
if not exist "%release%" goto ask
for /f "tokens=2 delims==" %%v in ('findstr /b "JAVA_VERSION=" "%release%"') do set "version=%%~v"
if defined version goto check
:ask
for /f "tokens=3" %%v in ('call "%java%" -version 2^>^&1 ^| findstr /i version') do set "version=%%~v"
:check
if not defined version set "version=17"
for /f "delims=.-+_" %%m in ("%version%") do set "major=%%m"
if %major% geq 17 goto archive
echo callout: "%java%" is Java %version%, but callout requires Java 17 or newer. Set JAVA_HOME accordingly. 1>&2
exit /b 70

:archive
rem Since Java 19, the JVM can maintain an archive of loaded classes that makes the next start faster.
set "archive="
if %major% lss 19 goto start
if not defined LOCALAPPDATA goto start
if not exist "%LOCALAPPDATA%\callout4j" mkdir "%LOCALAPPDATA%\callout4j" 2>nul
if not exist "%LOCALAPPDATA%\callout4j" goto start
set archive=-XX:+AutoCreateSharedArchive "-XX:SharedArchiveFile=%LOCALAPPDATA%\callout4j\callout-%version%.jsa"

:start
rem Warnings of the JVM would go to standard output and mix with results. Using only the C1 compiler saves a third of a short run.
"%java%" -Xlog:disable -Xlog:all=error:stderr -Xshare:auto -XX:TieredStopAtLevel=1 %archive% %CALLOUT_JAVA_OPTS% -jar "%~dp0callout.jar" %*
exit /b %errorlevel%
