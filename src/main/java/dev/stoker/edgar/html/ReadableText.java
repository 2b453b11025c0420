package dev.stoker.edgar.html;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/// Writes a tree down as text: a block starts a line, a row of a table is one.
final class ReadableText implements NodeFilter {
    private static final Set<String> UNREAD =
            Set.of(
                    "head",
                    "title",
                    "script",
                    "style",
                    "noscript",
                    "template",
                    "svg",
                    "object",
                    "ix:header",
                    "ix:hidden");
    private static final Set<String> CELLS = Set.of("td", "th");

    private final Lines lines = new Lines();
    private final Deque<Row> rows = new ArrayDeque<>();

    private ReadableText() {}

    static String of(Document document) {
        var writing = new ReadableText();
        document.filter(writing);
        return writing.lines.toString();
    }

    @Override
    public FilterResult head(Node node, int depth) {
        switch (node) {
            case TextNode text -> here().text(text.getWholeText(), isPreformatted(text));
            case Element element -> {
                if (isHidden(element)) {
                    return FilterResult.SKIP_ENTIRELY;
                }
                open(element);
            }
            default -> {}
        }
        return FilterResult.CONTINUE;
    }

    @Override
    public FilterResult tail(Node node, int depth) {
        if (node instanceof Element element) {
            close(element);
        }
        return FilterResult.CONTINUE;
    }

    private void open(Element element) {
        String name = element.normalName();
        if (name.equals("tr")) {
            here().lineBreak();
            rows.push(new Row());
        } else if (CELLS.contains(name) && !rows.isEmpty()) {
            rows.element().nextCell();
        } else if (name.equals("br") || element.isBlock()) {
            here().lineBreak();
        }
        if (name.equals("li")) {
            here().text("- ", false);
        }
    }

    private void close(Element element) {
        if (element.normalName().equals("tr")) {
            String line = rows.pop().line();
            here().text(line, true);
            here().lineBreak();
        } else if (element.isBlock() && !CELLS.contains(element.normalName())) {
            here().lineBreak();
        }
    }

    private Lines here() {
        return rows.isEmpty() ? lines : rows.element().cell();
    }

    private static boolean isPreformatted(TextNode text) {
        Element parent = text.parent();
        return parent != null && parent.normalName().equals("pre");
    }

    private static boolean isHidden(Element element) {
        return UNREAD.contains(element.normalName())
                || element.hasAttr("hidden")
                || isUndisplayed(element.attr("style"));
    }

    private static boolean isUndisplayed(String style) {
        return !style.isEmpty()
                && style.toLowerCase(Locale.ROOT).replace(" ", "").contains("display:none");
    }
}
