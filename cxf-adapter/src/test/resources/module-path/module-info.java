module consumer {
    requires io.callout4j.cxf;
    requires jakarta.xml.bind;

    opens consumer to
            io.callout4j.core,
            jakarta.xml.bind,
            org.glassfish.jaxb.runtime;
}
