package org.printfarm.host.config;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** What stands under {@code farm.services}: services that serve the farm as a whole. */
public final class FarmServices {

    /** The file says nothing, and no type is asked for. */
    public static final FarmServices NONE = new FarmServices(List.of(), types -> List.of());

    private final List<ServiceEntry> named;
    private final Function<Collection<String>, List<ServiceEntry>> others;

    private FarmServices(List<ServiceEntry> named, Function<Collection<String>, List<ServiceEntry>> others) {
        this.named = named;
        this.others = others;
    }

    static FarmServices read(Section section) {
        return new FarmServices(
                MergedService.merge(section.empty(), section),
                types -> types.stream()
                        .filter(type -> !section.has(type))
                        .map(type -> MergedService.of(type, section.empty()))
                        .toList());
    }

    /** In the order of the file, on or off. */
    public List<ServiceEntry> named() {
        return named;
    }

    /**
     * Those of which the file does not speak, with no settings.
     *
     * @param types of plugins that there are
     */
    public List<ServiceEntry> unnamed(Collection<String> types) {
        return others.apply(types);
    }
}
