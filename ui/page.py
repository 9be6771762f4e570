"""The page: `streamlit run ui/page.py`. It frames the three views; each stands in a file of its own."""

import streamlit as st

from ui.style import STYLE
from ui.words import OUR_NAME

view = st.navigation(
    [
        st.Page("ask.py", title="Ask", default=True),
        st.Page("read.py", title="Read", url_path="read"),
        st.Page("library.py", title="Library", url_path="library"),
    ],
    position="top",
)
st.set_page_config(
    page_title=f"{view.title} · {OUR_NAME}",
    layout="wide" if view.url_path == "library" else "centered",
)
st.html(STYLE)
view.run()
