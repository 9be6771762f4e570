"""The command ``verse``. Nothing heavy is imported before a command needs it, so that help is instant."""

import sys
from typing import Annotated

import typer

from index.errors import InvalidRequestError, VerseError
from qa import cli_library, cli_questions, cli_reading
from qa.cli_shared import complain, encoder, library

app = typer.Typer(
    name="verse",
    help="Answers questions about a library of documents and gives chapter and verse for every word.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for _commands in (cli_library, cli_reading, cli_questions):
    _commands.install(app)


def main() -> None:
    """Run the command line; exit 0 on success, 1 on a user's error, 2 on wrong usage."""
    try:
        app()
    except VerseError as error:
        complain(str(error))
        sys.exit(1)
    except KeyboardInterrupt:
        complain("stopped.")
        sys.exit(130)
    except BrokenPipeError:
        # `verse documents | head`: the reader has gone, which is no error.
        sys.stderr.close()
        sys.exit(0)


@app.command()
def serve(
    host: Annotated[
        str, typer.Option(help="Address to listen on; other than loopback needs VERSE_TOKEN.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port of the API.")] = 8000,
    ui_port: Annotated[int, typer.Option(min=1, max=65535, help="Port of the page, always on this machine.")] = 8501,
    no_ui: Annotated[bool, typer.Option("--no-ui", help="Serve the API without the page.")] = False,
) -> None:
    """Serve the API and the page."""
    from qa import log
    from qa.serve import check_address
    from qa.serve import serve as run
    from qa.settings import settings

    log.configure(settings().log_level)
    check_address(host, port, settings())
    if not no_ui:
        if port == ui_port:
            raise InvalidRequestError(f"API and page cannot both have port {port}. Give --ui-port another number.")
        check_address("127.0.0.1", ui_port, settings())
    with library() as opened:
        chosen = encoder()
        print(f"API   http://{host}:{port}  (its documentation: /docs)")
        if not no_ui:
            print(f"Page  http://127.0.0.1:{ui_port}")
        print("Press Ctrl+C to stop.", flush=True)
        run(opened, chosen, settings(), host, port, None if no_ui else ui_port)


if __name__ == "__main__":
    main()
