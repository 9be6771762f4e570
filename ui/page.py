"""The page: `streamlit run ui/page.py`. It frames the three views; each stands in a file of its own."""

import streamlit as st

from ui.markup import escaped
from ui.style import STYLE
from ui.words import OUR_NAME

views = [
    st.Page("ask.py", title="Ask", default=True),
    st.Page("read.py", title="Read", url_path="read"),
    st.Page("library.py", title="Library", url_path="library"),
]
# Streamlit's own navigation hides behind a symbol on small screens; three links fit on any.
view = st.navigation(views, position="hidden")
st.set_page_config(
    page_title=f"{view.title} · {OUR_NAME}",
    layout="wide" if view.url_path == "library" else "centered",
)
st.html(STYLE)
with st.container(horizontal=True, vertical_alignment="center", key="navigation"):
    st.html(f'<p class="verse-brand">{escaped(OUR_NAME)}</p>', width="content")
    for each in views:
        st.page_link(each, width="content")
view.run()
