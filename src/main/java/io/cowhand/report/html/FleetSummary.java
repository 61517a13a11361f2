package io.cowhand.report.html;

import io.cowhand.fleet.RolloutSummary;
import io.cowhand.fleet.RolloutSummary.Wave;
import io.cowhand.fleet.RunSummary;
import io.cowhand.report.Count;
import io.cowhand.report.ResultText;
import io.cowhand.report.RolloutText;
import java.util.List;

/** The summary of a plan or a run: counts, what an apply would meet, and the waves. */
final class FleetSummary {

    private final RunSummary summary;

    FleetSummary(RunSummary summary) {
        this.summary = summary;
    }

    /** Returns the counts by status, and what else is known of the run as a whole. */
    Markup counts(long inUse) {
        Markup page = Section.open("summary", "Summary");
        Bars bars = new Bars("Images by status", "status");
        ResultText.statuses(summary)
                .forEach(status -> bars.add(
                        ResultText.predicate(status),
                        summary.count(status),
                        Category.of(status).tone()));
        bars.addWithSum(page, summary.images());
        RolloutText.end(summary).forEach(line -> page.element("p", line.strip(), "class", "note"));
        summary.stopsAt().ifPresent(image -> page.element("p", ResultText.stop(image), "class", "note"));
        if (inUse > 0) {
            page.element(
                    "p",
                    Count.of(inUse, "image") + (inUse == 1 ? " is" : " are") + " in use now; apply would find "
                            + (inUse == 1 ? "it" : "them") + " locked.",
                    "class",
                    "note");
        }
        page.open("dl", "class", "facts");
        summary.runs().forEach(run -> fact(page, "Run", run));
        summary.digest().ifPresent(digest -> fact(page, "Digest", digest));
        page.close().closeLine();
        return page;
    }

    private static void fact(Markup page, String name, String value) {
        page.open("div").element("dt", name).element("dd", value).close();
    }

    boolean hasWaves() {
        return !summary.rollout().waves().isEmpty();
    }

    /** Returns the waves in the order in which they begin. */
    Markup waves() {
        RolloutSummary rollout = summary.rollout();
        Markup page = Section.open("waves", "Waves").open("ol", "class", "waves");
        for (Wave wave : rollout.waves()) {
            boolean isLast = rollout.stop()
                    .filter(stop -> stop.wave().orElse(0) == wave.number())
                    .isPresent();
            page.open("li", "class", state(wave) + (isLast ? " last" : ""));
            page.element("strong", "Wave " + wave.number());
            bar(page, wave);
            page.element("span", RolloutText.wave(wave, summary.dryRun())).close();
        }
        page.close().closeLine();
        return page;
    }

    private static String state(Wave wave) {
        if (wave.failures() > 0) {
            return "failed";
        }
        return wave.notRun() == wave.images() && wave.images() > 0 ? "waiting" : "done";
    }

    /** Adds the images of a wave as a bar of what became of them. */
    private static void bar(Markup page, Wave wave) {
        String all = Long.toString(Math.max(1, wave.images()));
        page.open("svg", "viewBox", "0 0 " + all + " 1", "preserveAspectRatio", "none", "aria-hidden", "true");
        page.shape("rect", "class", "track", "width", all, "height", "1");
        long at = 0;
        for (Part part : List.of(
                new Part("change", wave.changes()),
                new Part("same", wave.images() - wave.changes() - wave.failures() - wave.notRun()),
                new Part("bad", wave.failures()))) {
            page.shape(
                    "rect",
                    "class",
                    "tone-" + part.tone(),
                    "x",
                    Long.toString(at),
                    "width",
                    Long.toString(Math.max(0, part.images())),
                    "height",
                    "1");
            at += part.images();
        }
        page.close();
    }

    private record Part(String tone, long images) {}
}
