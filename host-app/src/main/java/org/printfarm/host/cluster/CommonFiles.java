package org.printfarm.host.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.printfarm.host.config.StoreUrl;
import org.printfarm.host.files.OwnerOnlyFile;
import org.printfarm.host.job.store.CommonStore;

/**
 * The small files of a data folder that all hosts of a farm have in common: certificates with their keys, the books of serials and
 * addresses. The farm's database has them, sealed with its {@link ClusterKey}; a host's folder has copies. For one host at a time,
 * from the opening to the closing. One thread.
 */
public final class CommonFiles implements AutoCloseable {

    /** How {@code farm.yaml} is called among them. It is not copied into data folders. */
    private static final String CONFIGURATION = "farm.yaml";

    private static final List<String> BOOKS = List.of("serials.json", "addresses.txt");
    private static final String CERTIFICATES = "tls";

    /** Whose change is another farm's, not a newer one. */
    private static final List<String> CA = List.of("tls/ca.pem", "tls/ca.key");

    private static final String PROOF = "proof";
    private static final byte[] PROVEN = "printfarm".getBytes(StandardCharsets.US_ASCII);

    private final CommonStore store;
    private final ClusterKey key;
    private final Path data;

    /** As the database has them, opened. */
    private final Map<String, byte[]> known;

    private CommonFiles(CommonStore store, ClusterKey key, Path data, Map<String, byte[]> known) {
        this.store = store;
        this.key = key;
        this.data = data.toAbsolutePath().normalize();
        this.known = known;
    }

    private CommonFiles(CommonStore store, ClusterKey key, Path data) throws IOException {
        this(store, key, data, new TreeMap<>());
        for (Map.Entry<String, byte[]> file : store.files().entrySet()) {
            try {
                known.put(file.getKey(), key.open(file.getKey(), file.getValue()));
            } catch (GeneralSecurityException e) {
                throw new IOException("the farm's " + file.getKey()
                        + " in its database is damaged: restore the database from a backup");
            }
        }
    }

    /**
     * Opens those of a farm. The first host makes the key.
     *
     * @param url the farm's database
     * @param data this host's data folder; made when it is missing
     * @throws IOException when the key is missing, or another farm's, or the database cannot be used
     */
    public static CommonFiles open(StoreUrl url, Path data) throws IOException {
        CommonStore store = CommonStore.open(url);
        try {
            Files.createDirectories(data);
            Path file = data.resolve(ClusterKey.FILE_NAME);
            if (Files.exists(file) || store.proof().isPresent()) {
                return new CommonFiles(store, proven(store, readKey(file), file), data);
            }
            return new CommonFiles(store, proven(store, ClusterKey.make(file)), data);
        } catch (IOException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /**
     * Opens those of a farm that another host has started, for a host that has none of them yet.
     *
     * @param url the farm's database, with tables of this version
     * @param keyFile the farm's key
     * @return without a data folder of its own; see {@link #in}
     * @throws IOException as {@link #open} does; of a key that cannot be used before the database is asked
     */
    public static CommonFiles join(StoreUrl url, Path keyFile) throws IOException {
        ClusterKey key = readKey(keyFile);
        CommonStore store = CommonStore.openFarm(url);
        try {
            if (store.proof().isEmpty()) {
                throw new IOException(url + " has no farm yet: its first host is started, not joined");
            }
            return new CommonFiles(store, proven(store, key, keyFile), keyFile.resolveSibling(""));
        } catch (IOException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /** The same with another data folder; both are closed with either. */
    public CommonFiles in(Path folder) {
        return new CommonFiles(store, key, folder, known);
    }

    private static ClusterKey readKey(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new IOException(file + " is missing: copy it from a host that has the farm's key");
        }
        return ClusterKey.read(file);
    }

    private static ClusterKey proven(CommonStore store, ClusterKey key) throws IOException {
        store.prove(key.seal(PROOF, PROVEN));
        return key;
    }

    private static ClusterKey proven(CommonStore store, ClusterKey key, Path file) throws IOException {
        Optional<byte[]> proof = store.proof();
        if (proof.isEmpty()) {
            return proven(store, key);
        }
        try {
            if (Arrays.equals(key.open(PROOF, proof.get()), PROVEN)) {
                return key;
            }
        } catch (GeneralSecurityException e) {
            throw otherKey(file);
        }
        throw otherKey(file);
    }

    private static IOException otherKey(Path file) {
        return new IOException(
                file + " is not the key of the farm in this database: copy it from a host that has the farm's");
    }

    /**
     * Brings the data folder's copies up to date.
     *
     * @throws IOException when the folder has another CA than the farm; then nothing was written
     */
    public void pull() throws IOException {
        requireSameCa();
        for (Map.Entry<String, byte[]> file : known.entrySet()) {
            Path target = data.resolve(file.getKey()).normalize();
            boolean isCopied = isCommon(file.getKey()) && target.startsWith(data);
            if (isCopied && !Arrays.equals(read(file.getKey()).orElse(null), file.getValue())) {
                OwnerOnlyFile.write(target, file.getValue());
            }
        }
    }

    private void requireSameCa() throws IOException {
        for (String name : CA) {
            Optional<byte[]> own = read(name);
            if (known.containsKey(name) && own.isPresent() && !Arrays.equals(own.get(), known.get(name))) {
                throw new IOException(data.resolve(name) + " is not that of the farm in the database: move "
                        + data.resolve(CERTIFICATES)
                        + " away to have the farm's; slicers that know this one are given that");
            }
        }
    }

    /**
     * Brings what the data folder has beyond that, or newer, to the database.
     *
     * @throws IOException when the folder has another CA than the farm
     */
    public void push() throws IOException {
        requireSameCa();
        Map<String, byte[]> newer = new HashMap<>();
        for (String name : names()) {
            Optional<byte[]> own = read(name);
            if (own.isPresent() && !Arrays.equals(own.get(), known.get(name))) {
                newer.put(name, own.get());
            }
        }
        put(newer);
    }

    /** Keeps the text of the configuration that a host uses. */
    public void use(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (!Arrays.equals(bytes, known.get(CONFIGURATION))) {
            put(Map.of(CONFIGURATION, bytes));
        }
    }

    /** The text of the configuration that was last used; empty before the first. */
    public Optional<String> configuration() {
        return Optional.ofNullable(known.get(CONFIGURATION)).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** Lets the database know the mark of a folder of stored files, unless it knows one. */
    public void adoptMark(Path files) throws IOException {
        if (Files.isDirectory(files)) {
            FilesMark.adopt(store, files);
        }
    }

    private void put(Map<String, byte[]> files) throws IOException {
        Map<String, byte[]> sealed = new HashMap<>();
        files.forEach((name, content) -> sealed.put(name, key.seal(name, content)));
        store.put(sealed);
        known.putAll(files);
    }

    /** Of those in the data folder. */
    private List<String> names() throws IOException {
        Path certificates = data.resolve(CERTIFICATES);
        if (!Files.isDirectory(certificates)) {
            return BOOKS;
        }
        try (Stream<Path> files = Files.walk(certificates, 2, FileVisitOption.FOLLOW_LINKS)) {
            Stream<String> names =
                    files.map(file -> data.relativize(file).toString().replace('\\', '/'));
            return Stream.concat(BOOKS.stream(), names.filter(CommonFiles::isCommon))
                    .toList();
        }
    }

    private static boolean isCommon(String name) {
        boolean isCertificate = name.startsWith(CERTIFICATES + "/") && (name.endsWith(".pem") || name.endsWith(".key"));
        return isCertificate || BOOKS.contains(name);
    }

    private Optional<byte[]> read(String name) throws IOException {
        Path file = data.resolve(name);
        return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    }

    /** Brings all of it to the database's disk, and lets the next host in. */
    public void commit() throws IOException {
        store.commit();
    }

    @Override
    public void close() {
        store.close();
    }
}
