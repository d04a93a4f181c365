package org.printfarm.host.app;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.printfarm.api.driver.TraySlot;
import org.printfarm.host.dispatch.QueuePlace;
import org.printfarm.host.dispatch.WhyReport;
import org.printfarm.host.dispatch.match.ChannelMatch;
import org.printfarm.host.dispatch.match.MachineMatch;
import org.printfarm.host.dispatch.match.PoolChoice.Chosen;
import org.printfarm.host.view.DispatchView;
import org.printfarm.host.view.QueueView;
import org.printfarm.host.view.WhyView;

/** Makes documents of queues. */
final class QueueDocuments {

    private QueueDocuments() {}

    static WhyView why(WhyReport report) {
        return new WhyView(
                report.job().id(),
                report.job().state().word(),
                report.goal().orElse(null),
                report.code().orElse(null),
                report.text(),
                report.machines().stream().map(QueueDocuments::machine).toList());
    }

    private static WhyView.Machine machine(MachineMatch match) {
        return new WhyView.Machine(
                match.machine(),
                word(match.answer()),
                match.findings().stream()
                        .map(finding -> new WhyView.Reason(finding.code().name(), finding.text()))
                        .toList(),
                match.channels().stream().map(QueueDocuments::channel).toList());
    }

    private static WhyView.Channel channel(ChannelMatch channel) {
        return new WhyView.Channel(
                channel.number() + 1,
                word(channel.answer()),
                channel.finding().code().name(),
                channel.finding().text(),
                channel.nearest().map(QueueDocuments::slot).orElse(null));
    }

    private static String word(MachineMatch.Answer answer) {
        return answer.name().toLowerCase(Locale.ROOT);
    }

    private static String slot(TraySlot slot) {
        return slot.unit() + "." + slot.slot();
    }

    static QueueView place(QueuePlace place) {
        return new QueueView(
                place.job().id(),
                place.job().printer(),
                place.job().file(),
                place.entry().goal().orElse(""),
                place.position(),
                place.entry().priority(),
                place.entry().state().word(),
                place.start().map(Object::toString).orElse(null),
                place.entry().copyOf().orElse(null),
                place.owed());
    }

    static List<DispatchView> chosen(List<Chosen> chosen) {
        return chosen.stream().map(QueueDocuments::chosen).toList();
    }

    private static DispatchView chosen(Chosen chosen) {
        return new DispatchView(
                chosen.job(),
                chosen.machine(),
                chosen.plan().trays().stream()
                        .map((Optional<TraySlot> tray) ->
                                tray.map(QueueDocuments::slot).orElse("-"))
                        .toList());
    }
}
