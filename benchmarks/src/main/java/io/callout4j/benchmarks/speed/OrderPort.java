package io.callout4j.benchmarks.speed;

import jakarta.jws.WebMethod;
import jakarta.jws.WebParam;
import jakarta.jws.WebResult;
import jakarta.jws.WebService;
import jakarta.jws.soap.SOAPBinding;

/** The service as plain CXF is told of it. */
@WebService(targetNamespace = Order.NS)
@SOAPBinding(parameterStyle = SOAPBinding.ParameterStyle.BARE)
public interface OrderPort {

    /**
     * Orders.
     *
     * @param order what
     * @return what was understood
     */
    @WebMethod(action = "urn:order")
    @WebResult(name = "orderAnswer", targetNamespace = Order.NS)
    OrderAnswer order(@WebParam(name = "order", targetNamespace = Order.NS) Order order);
}
