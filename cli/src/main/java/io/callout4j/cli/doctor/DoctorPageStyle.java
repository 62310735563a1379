package io.callout4j.cli.doctor;

/** How the doctor's page looks, on a desk, on a phone and on paper. */
final class DoctorPageStyle {

    /** Distinguished names and fingerprints are long words: everything may break anywhere. */
    static final String CSS = """
            :root { color-scheme: light; --line: #c9ced6; --soft: #f5f6f8; --text: #1d2129; --quiet: #586069; }
            * { box-sizing: border-box; }
            html { -webkit-text-size-adjust: 100%; }
            body { margin: 0 auto; max-width: 72rem; padding: 1.25rem; background: #fff; color: var(--text);
              font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", "Helvetica Neue", Arial, sans-serif;
              overflow-wrap: anywhere; }
            h1 { margin: .25rem 0; font-size: 1.4rem; line-height: 1.25; }
            h2 { margin: 2rem 0 .75rem; font-size: 1.15rem; }
            h3 { margin: 0 0 .5rem; font-size: 1rem; }
            p { margin: 0 0 .5rem; }
            code { font: .9em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
            .outcome { display: inline-block; margin: 0; padding: .1rem .7rem; border-radius: 1rem; color: #fff; font-weight: 600; }
            .outcome.healthy { background: #19703a; }
            .outcome.problems { background: #b3261e; }
            .when, .where, dt, footer { color: var(--quiet); font-size: .875rem; }
            .finding { margin: 0 0 1rem; padding: .75rem 1rem; border: 1px solid var(--line); border-left-width: .4rem; border-radius: .3rem; }
            .finding.error { border-left-color: #b3261e; }
            .finding.warning { border-left-color: #a86500; }
            .finding.info { border-left-color: #1f5fa8; }
            .finding .severity { text-transform: uppercase; font-size: .8rem; letter-spacing: .03em; }
            .error .severity { color: #b3261e; }
            .warning .severity { color: #8a5300; }
            .info .severity { color: #1f5fa8; }
            .summary { font-weight: 600; }
            dl { margin: 0; }
            dl > div { display: grid; grid-template-columns: 7rem minmax(0, 1fr); gap: 0 .75rem; margin: .2rem 0; }
            dd { margin: 0; min-width: 0; }
            .parties { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1rem; }
            .party { min-width: 0; padding: 1rem; border: 1px solid var(--line); border-radius: .3rem; background: var(--soft); }
            .chain { list-style: none; margin: 0 0 1rem; padding: 0; }
            .box { position: relative; margin: 0 0 1.5rem; padding: .6rem .75rem; border: 1px solid var(--text); border-radius: .3rem;
              background: #fff; font-size: .875rem; }
            .box:last-child { margin-bottom: 0; }
            .box:not(:last-child)::after { content: ""; position: absolute; left: 1.25rem; bottom: -1.5rem; height: 1.45rem;
              border-left: 2px solid var(--text); }
            .box .where { margin: 0; font-size: .8rem; }
            .box .subject { font-weight: 600; }
            .box dl > div { grid-template-columns: 4.75rem minmax(0, 1fr); margin: 0; }
            .anchor { border-width: 2px; border-color: #19703a; }
            .stale { border-color: #b3261e; border-width: 2px; }
            .gap { border-style: dashed; background: transparent; }
            .missing { border-color: #b3261e; color: #b3261e; }
            .missing .where { color: #b3261e; }
            .issuers { margin: 0 0 .5rem; padding-left: 1.25rem; font-size: .875rem; }
            table { width: 100%; border-collapse: collapse; font-size: .9375rem; }
            th, td { padding: .35rem .5rem .35rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
            tbody th { width: 14rem; font-weight: 400; }
            td.failed { color: #b3261e; }
            footer { margin-top: 2rem; border-top: 1px solid var(--line); padding-top: .75rem; }
            @media (max-width: 44rem) {
              body { padding: .75rem; }
              .parties { grid-template-columns: minmax(0, 1fr); }
              .party { padding: .75rem; }
              dl > div { grid-template-columns: minmax(0, 1fr); margin: .4rem 0; }
              .box dl > div { grid-template-columns: 4.25rem minmax(0, 1fr); }
              tbody th { width: 8rem; }
            }
            @media print {
              @page { margin: 14mm; }
              body { max-width: none; padding: 0; font-size: 10pt; }
              .outcome { color: #000; background: none !important; border: 1px solid #000; }
              .party { background: none; padding: .5rem; }
              .finding, .box, tr { break-inside: avoid; }
              h2, h3 { break-after: avoid; }
            }
            """;

    private DoctorPageStyle() {}
}
