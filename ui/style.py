"""How the page looks, in the colours of whatever theme the reader has chosen."""

STYLE = """<style>
.block-container { padding-top: 2rem; }
.block-container h1 { font-size: 2rem; padding: 0.5rem 0; }
.block-container h2 { font-size: 1.5rem; }
.block-container h3 { font-size: 1.2rem; }
.st-key-navigation { gap: 0.4rem; }
.st-key-navigation a[aria-current] p, .st-key-navigation a:hover p { text-decoration: underline; }
[class*="st-key-source"] { gap: 0; margin-bottom: 1.2rem; }
[class*="st-key-source"] .stPageLink { padding-left: 0.7rem; }
[class*="st-key-source"] .stPageLink p { text-decoration: underline; text-underline-offset: 0.15em; }
.stHtml a { color: inherit; text-decoration: underline; text-underline-offset: 0.15em; }
.verse-brand { margin: 0 1rem 0 0; font-family: Georgia, serif; font-size: 1.1rem; white-space: nowrap; }
.verse-quote, .verse-text {
  font-family: Georgia, "Source Serif 4", "Noto Serif", "DejaVu Serif", serif;
  line-height: 1.6; max-width: 42rem; overflow-wrap: anywhere;
}
.verse-quote { font-size: 1.1rem; margin: 0; padding: 0 0 0 1rem; border-left: 0.2rem solid currentColor; }
.verse-quote p, .verse-statement { white-space: pre-wrap; margin: 0; }
.verse-number { user-select: none; white-space: nowrap; }
.verse-source { padding-left: 1.2rem; max-width: 42rem; font-size: 0.95rem; overflow-wrap: anywhere; }
.verse-source p { margin: 0; }
.verse-text { font-size: 1.05rem; }
.verse-text p { margin: 0; white-space: pre-wrap; }
.verse-text .verse-page {
  margin: 1.2rem 0; text-align: center; font-family: inherit; font-size: 0.9rem; user-select: none;
}
.verse-text mark { background: #ffe58a; color: #1a1a1a; padding: 0.1em 0; scroll-margin: 6rem; }
.verse-notice {
  border: 1px solid currentColor; border-radius: 0.4rem; padding: 0.8rem 1rem; max-width: 42rem;
}
.verse-notice p { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.verse-facts { max-width: 42rem; overflow-wrap: anywhere; }
.verse-facts p { margin: 0 0 0.2rem; }
.verse-title { overflow-wrap: anywhere; line-height: 1.25; }
.verse-table { width: 100%; border-collapse: collapse; font-size: 0.95rem; }
.verse-table th, .verse-table td {
  text-align: left; vertical-align: top; padding: 0.5rem 0.6rem;
  border: 0 solid currentColor; border-bottom-width: 1px; overflow-wrap: anywhere;
}
.verse-table th, .verse-table .verse-brief { white-space: nowrap; }
.verse-table .verse-label { display: none; }
@media (max-width: 900px) {
  .verse-table thead { display: none; }
  .verse-table tr, .verse-table td { display: block; }
  .verse-table tr { border-bottom: 1px solid currentColor; padding: 0.6rem 0; }
  .verse-table td { border: 0; padding: 0.1rem 0; }
  .verse-table .verse-label { display: inline; }
  .verse-table .verse-blank { display: none; }
}
</style>"""
