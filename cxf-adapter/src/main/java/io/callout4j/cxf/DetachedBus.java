package io.callout4j.cxf;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.cxf.Bus;
import org.apache.cxf.feature.Feature;
import org.apache.cxf.interceptor.AbstractBasicInterceptorProvider;
import org.jspecify.annotations.Nullable;

/**
 * A Bus without extensions. CXF's data bindings need one; without it they would create the JVM's default Bus, which a library must not do.
 * It has no state of a callout, so one instance is shared by all.
 */
final class DetachedBus extends AbstractBasicInterceptorProvider implements Bus {

    static final DetachedBus INSTANCE = new DetachedBus();

    private final transient Map<String, Object> properties = new ConcurrentHashMap<>();

    private DetachedBus() {}

    @Override
    public <T> @Nullable T getExtension(Class<T> type) {
        return null;
    }

    @Override
    public <T> void setExtension(T extension, Class<T> type) {
        throw new UnsupportedOperationException("This Bus does not support extensions.");
    }

    @Override
    public boolean hasExtensionByName(String name) {
        return false;
    }

    @Override
    public String getId() {
        return "callout4j";
    }

    @Override
    public void setId(String id) {
        throw new UnsupportedOperationException("This Bus cannot be renamed.");
    }

    @Override
    public void shutdown(boolean wait) {
        // Nothing is running in it.
    }

    @Override
    public void setProperty(String name, Object value) {
        properties.put(name, value);
    }

    @Override
    public @Nullable Object getProperty(String name) {
        return properties.get(name);
    }

    @Override
    public void setProperties(Map<String, Object> all) {
        properties.putAll(all);
    }

    @Override
    public Map<String, Object> getProperties() {
        return new HashMap<>(properties);
    }

    @Override
    public Collection<Feature> getFeatures() {
        return List.of();
    }

    @Override
    public void setFeatures(Collection<? extends Feature> features) {
        throw new UnsupportedOperationException("This Bus does not support features.");
    }

    @Override
    public BusState getState() {
        return BusState.RUNNING;
    }
}
