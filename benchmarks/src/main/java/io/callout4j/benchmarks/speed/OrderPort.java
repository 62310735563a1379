package io.callout4j.benchmarks.speed;

import jakarta.jws.WebMethod;
import jakarta.jws.WebParam;
import jakarta.jws.WebResult;
import jakarta.jws.WebService;
import jakarta.jws.soap.SOAPBinding;

/** The service interface for plain CXF and Metro. */
@WebService(targetNamespace = Order.NS)
@SOAPBinding(parameterStyle = SOAPBinding.ParameterStyle.BARE)
public interface OrderPort {

    /**
     * Places an order.
     *
     * @param order the order
     * @return the confirmation
     */
    @WebMethod(action = "urn:order")
    @WebResult(name = "orderResponse", targetNamespace = Order.NS)
    OrderResponse order(@WebParam(name = "order", targetNamespace = Order.NS) Order order);
}
