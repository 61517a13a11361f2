package io.cowhand.glob;

import io.cowhand.glob.GlobToken.Mark;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Expands the braces of a glob into alternatives. */
public final class BraceExpansion {

    /** A brace being parsed: its complete alternatives, and the expansions of the current one. */
    private record Brace(List<List<GlobToken>> finished, List<List<GlobToken>> current) {
        Brace() {
            this(new ArrayList<>(), new ArrayList<>());
            current.add(new ArrayList<>());
        }

        void finish() {
            finished.addAll(current);
            current.clear();
        }
    }

    private final Deque<Brace> open = new ArrayDeque<>();
    private int handled;

    private final int most;

    private BraceExpansion(int most) {
        this.most = most;
    }

    /** Returns all expansions of the tokens from a {@link GlobTokenizer}, without braces. */
    public static List<List<GlobToken>> expand(List<GlobToken> tokens) throws PatternException {
        return expand(tokens, Limits.ALTERNATIVES);
    }

    /** Returns all expansions of tokens, of which there may be at most a number. */
    static List<List<GlobToken>> expand(List<GlobToken> tokens, int most) throws PatternException {
        return new BraceExpansion(most).run(tokens);
    }

    private List<List<GlobToken>> run(List<GlobToken> tokens) throws PatternException {
        Brace brace = new Brace();
        for (GlobToken token : tokens) {
            if (token == Mark.OPEN) {
                if (open.size() == Limits.DEPTH) {
                    throw new PatternException("its braces nest deeper than " + Limits.DEPTH);
                }
                open.push(brace);
                brace = new Brace();
            } else if (token == Mark.COMMA) {
                brace.finish();
                brace.current().add(new ArrayList<>());
                limit(brace.finished().size() + 1, 0);
            } else if (token == Mark.CLOSE) {
                brace.finish();
                List<List<GlobToken>> inner = brace.finished();
                brace = open.pop();
                append(brace.current(), inner);
            } else {
                limit(brace.current().size(), brace.current().size());
                brace.current().forEach(spelling -> spelling.add(token));
            }
        }
        return brace.current();
    }

    /** Appends every alternative to every expansion. */
    private void append(List<List<GlobToken>> spellings, List<List<GlobToken>> alternatives) throws PatternException {
        List<List<GlobToken>> products = new ArrayList<>();
        for (List<GlobToken> spelling : spellings) {
            for (List<GlobToken> alternative : alternatives) {
                limit(products.size() + 1, spelling.size() + alternative.size());
                List<GlobToken> product = new ArrayList<>(spelling);
                product.addAll(alternative);
                products.add(product);
            }
        }
        spellings.clear();
        spellings.addAll(products);
    }

    private void limit(int alternatives, int more) throws PatternException {
        handled += more;
        if (alternatives > most || handled > Limits.TOKENS) {
            throw new PatternException("its braces expand to more than " + most
                    + " alternatives, or too long ones; write several entries, or a list");
        }
    }
}
