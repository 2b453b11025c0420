package dev.stoker.e2e.page;

/// Expressions that measure how the page looks, for the browser to answer.
final class Looks {
    /// The contrast of the text that can be read worst.
    static final String WORST_CONTRAST =
            """
            (() => {
              const channel = c => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
              const numbers = text => text.match(/[\\d.]+/g).map(Number);
              const light = text => {
                const [r, g, b] = numbers(text).map(channel);
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
              };
              const ground = element => {
                for (let at = element; at; at = at.parentElement) {
                  const colour = getComputedStyle(at).backgroundColor;
                  if ((numbers(colour)[3] ?? 1) > 0) return colour;
                }
              };
              const texts = [...document.body.querySelectorAll('*')].filter(element =>
                element.checkVisibility() &&
                [...element.childNodes].some(n => n.nodeType === 3 && n.data.trim()));
              return Math.min(...texts.map(element => {
                const pair = [light(getComputedStyle(element).color), light(ground(element))];
                return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
              }));
            })()
            """;

    /// What is cut off at the right.
    static final String TOO_WIDE =
            """
            [...document.querySelectorAll('main *, header *')]
                .filter(element => element.getBoundingClientRect().right > innerWidth)
                .map(element => element.tagName + '#' + element.id + '.' + element.className)
            """;

    /// Where the keyboard is, and whether that can be seen.
    static final String FOCUSED =
            """
            (e => ({name: e.getAttribute('aria-label') ?? e.id,
                    seen: e === document.body || e.id === 'main'
                        || getComputedStyle(e).outlineStyle !== 'none'}))
            (document.activeElement)
            """;

    /// The headings of the sections, and controls that a screen reader has no name for.
    static final String PARTS =
            """
            ({sections: [...document.querySelectorAll('main section')]
                .map(s => document.getElementById(s.getAttribute('aria-labelledby')).textContent),
              nameless: [...document.querySelectorAll('button, input, select, textarea')]
                .filter(e => e.checkVisibility())
                .filter(e => !(e.textContent.trim() || e.ariaLabel || e.labels?.length))
                .map(e => e.outerHTML)})
            """;

    private Looks() {}
}
