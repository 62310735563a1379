/** The SOAP codec, based on Apache CXF. */
module io.callout4j.cxf {
    requires transitive io.callout4j.core;
    requires com.github.benmanes.caffeine;
    requires jakarta.activation;
    requires jakarta.xml.bind;
    requires com.ctc.wstx;
    requires org.apache.cxf.binding.soap;
    requires org.apache.cxf.core;
    requires org.apache.cxf.databinding.jaxb;
    requires org.glassfish.jaxb.core;
    requires org.glassfish.jaxb.runtime;

    exports io.callout4j.cxf;

    opens io.callout4j.cxf to
            jakarta.xml.bind,
            org.glassfish.jaxb.runtime;

    provides io.callout4j.spi.SoapCodecProvider with
            io.callout4j.cxf.CxfCodecProvider;
}
