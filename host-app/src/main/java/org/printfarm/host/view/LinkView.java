package org.printfarm.host.view;

/**
 * A way to the farm's page.
 *
 * @param page its address
 * @param link signs its owner in, once: as good as a password until then
 * @param expires when it holds no more, ISO 8601
 */
public record LinkView(String page, String link, String expires) {

    /** Without the link. */
    @Override
    public String toString() {
        return "link[page=" + page + "]";
    }
}
