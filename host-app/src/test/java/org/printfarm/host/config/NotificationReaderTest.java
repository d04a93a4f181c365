package org.printfarm.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.settings.Secret;

/** Who is told of what, as the file says it. */
final class NotificationReaderTest {

    @TempDir
    private Path folder;

    private Farms farm(String notifications) {
        return new Farms(folder).load("""
                farm:
                  name: workshop
                  notifications:
                %s
                printers:
                  bay-1: {access-code: '%s', address: 192.168.1.51}
                """.formatted(notifications.indent(4), Farms.SECRET));
    }

    @Test
    void aWebhookAndAMail() {
        Farms farms = farm("""
                chat: {webhook: "https://example.org/hook", secret: "${file:secrets/good}", on: [failed, plate-waits]}
                shop: {mail: [shop@example.org, "anna@example.org"], command: [/usr/sbin/sendmail, -t]}""");
        assertThat(farms.messages()).isEmpty();
        List<NotificationEntry> entries = farms.config().notifications();
        NotificationEntry chat = entries.get(0);
        assertThat(chat.on()).isEqualTo(Set.of(NotificationKind.FAILED, NotificationKind.PLATE_WAITS));
        assertThat(chat.webhook()).contains(Secret.of("https://example.org/hook"));
        assertThat(chat.secret()).contains(Secret.of(Farms.SECRET));
        assertThat(chat.toString()).doesNotContain("example.org").doesNotContain(Farms.SECRET);
        assertThat(entries.get(1).on()).containsExactlyInAnyOrder(NotificationKind.values());
        assertThat(entries.get(1).mail()).containsExactly("shop@example.org", "anna@example.org");
        assertThat(entries.get(1).command()).containsExactly("/usr/sbin/sendmail", "-t");
    }

    @Test
    void everyMistakeNamesItsPlaceAndNoMistakeTellsTheUrl() {
        Farms farms = farm("""
                a: {webhook: "ftp://%s/hook"}
                b: {webhook: "https://example.org", mail: x@example.org}
                c: {mail: "x@example.org\\nBcc: y@example.org"}
                d: {mail: x@example.org, on: finnished, colour: red}
                e: hook""".formatted(Farms.SECRET));
        assertThat(farms.messages())
                .anySatisfy(line -> assertThat(line)
                        .isEqualTo(
                                "farm.yaml:4:18 farm.notifications.a.webhook: expected a URL that begins with http://"
                                        + " or https://"))
                .anySatisfy(line -> assertThat(line).contains("farm.notifications.b: expected one of webhook and mail"))
                .anySatisfy(line -> assertThat(line).contains("farm.notifications.c.mail: expected an address"))
                .anySatisfy(line ->
                        assertThat(line).contains("farm.notifications.d.on").contains("did you mean finished?"))
                .anySatisfy(line -> assertThat(line).contains("farm.notifications.d.colour: unknown key"))
                .anySatisfy(
                        line -> assertThat(line).contains("farm.notifications.e: expected a notification's settings"))
                .noneSatisfy(line -> assertThat(line).contains(Farms.SECRET));
    }
}
