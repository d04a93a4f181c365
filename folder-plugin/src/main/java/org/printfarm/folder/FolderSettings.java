package org.printfarm.folder;

import java.nio.file.Path;
import java.util.Optional;
import org.printfarm.api.settings.SettingsReader;

/**
 * What an operator says of one folder.
 *
 * @param path {@code path}, the folder; it is never made
 * @param name {@code name}, what files are called there
 */
public record FolderSettings(Path path, NamePattern name) {

    private static final String USUAL_NAME = "{file}";

    static FolderSettings read(SettingsReader in) {
        Optional<Path> path = in.path("path");
        if (path.isEmpty()) {
            in.mistake("path", "expected a folder");
        }
        String name = in.text("name").orElse(USUAL_NAME);
        Optional<String> wrong = NamePattern.mistake(name);
        wrong.ifPresent(mistake -> in.mistake("name", mistake));
        return new FolderSettings(
                path.orElse(Path.of("")).toAbsolutePath(), new NamePattern(wrong.isPresent() ? USUAL_NAME : name));
    }
}
