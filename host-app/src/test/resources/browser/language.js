// A browser of another language, and a texts.json that has one entry more. Nothing of the page's code is touched.
((language, mark) => {
  Object.defineProperty(navigator, "languages", { get: () => [language + "-AT", "en"] });
  const marked = (text) => (typeof text === "string" ? mark + text
    : Object.fromEntries(Object.entries(text).map(([form, one]) => [form, mark + one])));
  const plain = globalThis.fetch;
  globalThis.fetch = async (what, ...more) => {
    const answer = await plain(what, ...more);
    if (what !== "/texts.json") {
      return answer;
    }
    const texts = await answer.json();
    const other = Object.entries(texts.en).map(([key, text]) => [key, marked(text)]);
    return Response.json({ ...texts, [language]: Object.fromEntries(other) });
  };
})
