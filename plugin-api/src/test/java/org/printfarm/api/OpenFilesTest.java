package org.printfarm.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.printfarm.api.net.OpenFiles;
import org.printfarm.api.service.PrinterEvent;

class OpenFilesTest {

    @Test
    void aProcessThatCanOpenSocketsHasSomeLeft() {
        assertThat(OpenFiles.areUsedUp()).isFalse();
    }

    @Test
    void theEventNamesTheServiceAndNobody() {
        PrinterEvent event = OpenFiles.event("ftp", 990);
        assertThat(event.kind()).isEqualTo(PrinterEvent.Kind.OVERLOADED);
        assertThat(event.code()).isEqualTo("TOO_MANY_OPEN_FILES");
        assertThat(event.service()).isEqualTo("ftp");
        assertThat(event.port()).isEqualTo(990);
        assertThat(event.peer().isUnresolved()).isTrue();
    }
}
