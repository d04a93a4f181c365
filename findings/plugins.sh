# Sourced after lib.sh by the findings about PF4J: makes plugin zips, and a program that loads and starts what lies in plugins/.
pf4j() {
    need zip
    jars org.pf4j:pf4j:3.15.0 org.slf4j:slf4j-nop:2.0.17
    mkdir -p "$work/plugins"
    cat >"$work/Load.java" <<'J'
import java.nio.file.Path;
import org.pf4j.*;

/** Tells every plugin and its state, or the exception; the argument is the system's version, if any. */
public class Load {
    public static void main(String[] arguments) {
        DefaultPluginManager manager = new DefaultPluginManager(Path.of("plugins"));
        if (arguments.length > 0) {
            manager.setSystemVersion(arguments[0]);
        }
        try {
            manager.loadPlugins();
            manager.startPlugins();
        } catch (RuntimeException e) {
            System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
        System.out.println("started: " + manager.getStartedPlugins().size());
        for (PluginWrapper plugin : manager.getPlugins()) {
            Throwable failure = plugin.getFailedException();
            System.out.println(plugin.getPluginId() + " " + plugin.getDescriptor().getVersion() + " " + plugin.getPluginState()
                    + (failure == null ? "" : " " + failure.getClass().getSimpleName()));
        }
    }
}
J
}

# plugin FILE.zip ID VERSION [MORE_PROPERTY...] : a plugin without code
plugin() {
    local file=$1 folder=$work/make
    mkdir -p "$folder"
    { echo "plugin.id=$2"; echo "plugin.version=$3"; shift 3; printf '%s\n' "$@"; } >"$folder/plugin.properties"
    (cd "$folder" && zip -q -X "$work/new.zip" plugin.properties && mv "$work/new.zip" "$work/plugins/$file")
}

load() { run java -cp "$work:$work/lib/*" Load.java "$@"; }
