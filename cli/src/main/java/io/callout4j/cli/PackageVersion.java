package io.callout4j.cli;

import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
final class PackageVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = CalloutCommand.class.getPackage().getImplementationVersion();
        return new String[] {
            "callout " + (version == null ? "(unpacked classes)" : version) + " on Java "
                    + System.getProperty("java.version")
        };
    }
}
