@echo off
rem Starts callout.jar, which lies beside this script, with the Java of JAVA_HOME or else of PATH.
rem CALLOUT_JAVA_OPTS holds options for Java itself, such as -Xmx256m.
setlocal

if defined JAVA_HOME goto home
for %%j in (java.exe) do set "java=%%~$PATH:j"
if defined java goto found
echo callout: no Java found. Install Java 17 or newer, and set JAVA_HOME or PATH to it. 1>&2
exit /b 70

:home
set "java=%JAVA_HOME%\bin\java.exe"
if exist "%java%" goto found
echo callout: JAVA_HOME is "%JAVA_HOME%", but there is no bin\java.exe in it. Set it to a Java 17 or newer, or unset it. 1>&2
exit /b 70

:found
rem The file "release" of a Java tells its version without starting it, which would take as long as the command itself.
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
echo callout: "%java%" is Java %version%; Java 17 or newer is needed. Set JAVA_HOME to one. 1>&2
exit /b 70

:archive
rem From Java 19 on, it keeps by itself an archive of loaded classes that makes the next start faster.
set "archive="
if %major% lss 19 goto start
if not defined LOCALAPPDATA goto start
if not exist "%LOCALAPPDATA%\callout4j" mkdir "%LOCALAPPDATA%\callout4j" 2>nul
if not exist "%LOCALAPPDATA%\callout4j" goto start
set archive=-XX:+AutoCreateSharedArchive "-XX:SharedArchiveFile=%LOCALAPPDATA%\callout4j\callout-%version%.jsa"

:start
rem Java's own warnings would go to standard output, between the answers. Compiling little saves a third of a short run.
"%java%" -Xlog:disable -Xlog:all=error:stderr -Xshare:auto -XX:TieredStopAtLevel=1 %archive% %CALLOUT_JAVA_OPTS% -jar "%~dp0callout.jar" %*
exit /b %errorlevel%
