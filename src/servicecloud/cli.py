"""`plumbline-site`: start the site, manage it, back it up, bring it back, check it before it goes to production."""

import os
import sys
from pathlib import Path

import click


def _prepare(settings: str) -> None:
    """Choose the settings, compile changed translations and load Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings)
    from servicecloud.catalogues import compile_stale

    compile_stale()
    import django

    django.setup()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """企业服务云: the Plumbline site."""


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
@click.option(
    "--scale", default=400, show_default=True, type=click.IntRange(20, 150_000), help="Demonstration enterprises."
)
def run(host: str, port: int, workers: int, scale: int) -> None:
    """Bring the database up to date, load demonstration data, serve the site and do its background work."""
    _prepare("servicecloud.settings.dev")
    from servicecloud import server

    server.prepare(scale=scale, say=click.echo)
    sys.exit(server.serve(host=host, port=port, workers=workers, say=click.echo))


@main.command()
@click.option("--once", is_flag=True, help="Do what is due and waiting now, then end.")
def work(*, once: bool) -> None:
    """Do background work until told to stop. Start as many as the machine bears; `run` starts one."""
    _prepare("servicecloud.settings.dev")
    from django.core.management import call_command

    call_command("work", once=once)


@main.command()
def upgrade() -> None:
    """Bring the database and the static files in line with this version. Run it once before serving a new version."""
    _prepare("servicecloud.settings.production")
    from servicecloud import server

    server.bring_up_to_date(say=click.echo)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
@click.option("--threads", default=4, show_default=True, type=click.IntRange(1, 64))
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """Serve the pages in production: the web server takes this process over. Workers are started beside it (`manage work`)."""
    _prepare("servicecloud.settings.production")
    from servicecloud import server

    server.forget_counts()
    command = server.web_command(host=host, port=port, workers=workers, threads=threads)
    os.execv(command[0], command)  # noqa: S606 - signals reach the web server itself


@main.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Run one of Django's management commands."""
    _prepare("servicecloud.settings.dev")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["plumbline-site manage", *arguments])


@main.command()
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
def backup(target: Path) -> None:
    """Write the database and the uploaded files into one archive while the site goes on."""
    _prepare("servicecloud.settings.dev")
    from servicecloud import archive

    try:
        click.echo(archive.write(target).describe())
    except archive.BrokenArchiveError as error:
        raise click.ClickException(str(error)) from error


@main.command()
@click.argument("source", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--yes", is_flag=True, help="Replace the data that is there.")
def restore(source: Path, *, yes: bool) -> None:
    """Put back the database and the files of an archive. Stop the site first. Refuses to replace data without --yes."""
    _prepare("servicecloud.settings.dev")
    from servicecloud import archive

    try:
        if not yes and archive.holds_data():
            message = (
                "这里已有数据，未作任何改动。确认要用备份替换时，请加上 --yes。\n"
                "There is data here already; nothing was changed. Add --yes to replace it."
            )
            raise click.ClickException(message)
        click.echo(archive.bring_back(source).describe())
        click.echo(
            "如程序版本较新，请运行 upgrade · If the program is newer than the archive, run: plumbline-site upgrade"
        )
    except archive.BrokenArchiveError as error:
        raise click.ClickException(str(error)) from error


@main.command()
@click.option("--deploy", is_flag=True, help="Also everything production needs; uses the production settings.")
def check(*, deploy: bool) -> None:
    """Check settings, models, migrations and translations; say what is wrong and what to do."""
    _prepare("servicecloud.settings.production" if deploy else "servicecloud.settings.dev")
    from django.core.management import call_command

    call_command("check", deploy=deploy, fail_level="WARNING")
    call_command("makemigrations", check=True, dry_run=True)


if __name__ == "__main__":
    main()
