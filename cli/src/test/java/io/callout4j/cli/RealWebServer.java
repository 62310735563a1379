package io.callout4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.callout4j.tool.ExternalTool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real web server on loopback that requires a client certificate and returns its subject as SOAP. It is configured as its
 * manual says: {@code server.pem} holds its key and chain, {@code clients.crt} the certificates it trusts.
 */
public final class RealWebServer implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(20);

    private final Process process;
    private final int port;

    private RealWebServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    public static RealWebServer nginx(Path folder) throws Exception {
        int port = freePort();
        Path configuration = Files.writeString(
                folder.resolve("nginx.conf"), """
                daemon off;
                master_process off;
                pid %1$s/nginx.pid;
                error_log %1$s/nginx.log;
                events {}
                http {
                  access_log off;
                  client_body_temp_path %1$s/nginx-body;
                  proxy_temp_path %1$s/nginx-proxy;
                  fastcgi_temp_path %1$s/nginx-fastcgi;
                  uwsgi_temp_path %1$s/nginx-uwsgi;
                  scgi_temp_path %1$s/nginx-scgi;
                  server {
                    listen 127.0.0.1:%2$d ssl;
                    ssl_certificate %1$s/server.pem;
                    ssl_certificate_key %1$s/server.pem;
                    ssl_client_certificate %1$s/clients.crt;
                    ssl_verify_client on;
                    ssl_verify_depth 3;
                    default_type text/xml;
                    location / {
                      return 200 "%3$s";
                    }
                  }
                }
                """.formatted(folder, port, response("$ssl_client_s_dn")));
        return started("nginx", folder, port, "nginx", "-c", configuration.toString(), "-p", folder.toString());
    }

    public static RealWebServer httpd(Path folder) throws Exception {
        int port = freePort();
        Path scripts = Files.createDirectories(folder.resolve("cgi"));
        // If this runs as root, the worker runs as another user.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path script = Files.writeString(
                scripts.resolve("soap"),
                "#!/bin/sh\necho 'Content-Type: text/xml'\necho\necho \"" + response("$SSL_CLIENT_S_DN") + "\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path configuration = Files.writeString(
                folder.resolve("httpd.conf"), """
                ServerRoot %1$s
                ServerName localhost
                PidFile %1$s/httpd.pid
                ErrorLog %1$s/httpd.log
                Mutex file:%1$s default
                User nobody
                Group nogroup
                LoadModule mpm_prefork_module %4$s/mod_mpm_prefork.so
                LoadModule authz_core_module %4$s/mod_authz_core.so
                LoadModule alias_module %4$s/mod_alias.so
                LoadModule env_module %4$s/mod_env.so
                LoadModule cgi_module %4$s/mod_cgi.so
                LoadModule socache_shmcb_module %4$s/mod_socache_shmcb.so
                LoadModule ssl_module %4$s/mod_ssl.so
                Listen 127.0.0.1:%2$d
                SSLEngine on
                SSLSessionCache none
                SSLCertificateFile %1$s/server.pem
                SSLCACertificateFile %1$s/clients.crt
                SSLVerifyClient require
                SSLVerifyDepth 3
                SSLOptions +StdEnvVars
                ScriptAlias /soap %3$s
                <Directory %1$s/cgi>
                  Require all granted
                </Directory>
                """.formatted(folder, port, script, "/usr/lib/apache2/modules"));
        // In a session of its own, because on exit it kills its whole process group.
        return started(
                "apache2", folder, port, "setsid", "apache2", "-f", configuration.toString(), "-D", "FOREGROUND");
    }

    /** The response, with quotes escaped as both configurations need it. */
    private static String response(String who) {
        return "<Envelope xmlns=\\\"http://schemas.xmlsoap.org/soap/envelope/\\\"><Body><who xmlns=\\\"urn:who\\\">"
                + who + "</who></Body></Envelope>";
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static RealWebServer started(String tool, Path folder, int port, String... command) throws Exception {
        Path log = folder.resolve(tool + ".out");
        ExternalTool.require(tool);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        RealWebServer server = new RealWebServer(process, port);
        long end = System.nanoTime() + START_TIMEOUT.toNanos();
        while (!server.listens()) {
            assertThat(process.waitFor(20, TimeUnit.MILLISECONDS))
                    .as("%s ended with%n%s", List.of(command), Files.readString(log))
                    .isFalse();
            assertThat(System.nanoTime()).as("start of " + tool).isLessThan(end);
        }
        return server;
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    public String url() {
        return "https://localhost:" + port + "/soap";
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
        process.destroyForcibly();
    }
}
