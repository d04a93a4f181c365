package org.printfarm.host.cluster;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.printfarm.host.files.OwnerOnlyFile;

/**
 * The key that each host of a farm has as a file, and the database never: with it everything is sealed that is kept there and is
 * nobody else's business. AES-256-GCM; a nonce of its own stands before each sealed content, whose name is sealed with it. Any thread.
 */
public final class ClusterKey {

    /** The file's name in the data folder: one line of Base64. */
    public static final String FILE_NAME = "cluster.key";

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    /** More is no key. */
    private static final int MAX_FILE_BYTES = 1024;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;

    private ClusterKey(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /** Makes a key and brings it to the disk, for its owner alone. */
    static ClusterKey make(Path file) throws IOException {
        byte[] key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        OwnerOnlyFile.write(file, (Base64.getEncoder().encodeToString(key) + "\n").getBytes(StandardCharsets.US_ASCII));
        return new ClusterKey(key);
    }

    /**
     * Reads one.
     *
     * @throws IOException when it cannot be read, is none, or others could have read it; says nothing of what stands in it
     */
    public static ClusterKey read(Path file) throws IOException {
        if (OwnerOnlyFile.knowsPermissions(file)) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (permissions.contains(PosixFilePermission.GROUP_READ)
                    || permissions.contains(PosixFilePermission.OTHERS_READ)) {
                throw new IOException(file + " can be read by other users; close it with: chmod 600 " + file);
            }
        }
        try {
            String text = Files.size(file) > MAX_FILE_BYTES ? "" : Files.readString(file, StandardCharsets.ISO_8859_1);
            byte[] key = Base64.getDecoder().decode(text.strip());
            if (key.length == KEY_BYTES) {
                return new ClusterKey(key);
            }
        } catch (IllegalArgumentException e) {
            throw noKey(file);
        }
        throw noKey(file);
    }

    private static IOException noKey(Path file) {
        return new IOException(file + " is no key of a farm: copy it again from a host that has the farm's");
    }

    /** A secret of 48 bytes for one purpose, from which neither the key nor that for another one follows. */
    public byte[] secretFor(String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA384");
            mac.init(key);
            return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC with SHA-384", e);
        }
    }

    /** Seals a content under its name. */
    byte[] seal(String name, byte[] content) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            ByteArrayOutputStream sealed = new ByteArrayOutputStream();
            sealed.writeBytes(nonce);
            sealed.writeBytes(cipher(Cipher.ENCRYPT_MODE, nonce, name).doFinal(content));
            return sealed.toByteArray();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }

    /**
     * The content that was sealed under a name.
     *
     * @throws GeneralSecurityException when it was sealed with another key or under another name, or is damaged
     */
    byte[] open(String name, byte[] sealed) throws GeneralSecurityException {
        if (sealed.length < NONCE_BYTES) {
            throw new GeneralSecurityException("too short");
        }
        byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
        return cipher(Cipher.DECRYPT_MODE, nonce, name).doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
    }

    private Cipher cipher(int mode, byte[] nonce, String name) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    @Override
    public String toString() {
        return "ClusterKey[redacted]";
    }
}
