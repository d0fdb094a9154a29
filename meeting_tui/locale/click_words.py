"""What click says to a user of this program, of every click that pyproject.toml allows.

Never imported: it is here so that `pybabel extract` finds these words and our catalogue has them.
`language.use` gives the catalogue to click.
"""

from meeting_tui.language import N_, n_

HELP = (
    N_("Usage:"),
    N_("Options"),
    N_("Commands"),
    N_("Positional arguments"),
    N_("Show the version and exit."),
    N_("Show this message and exit."),
    N_("default: {default}"),
    N_("required"),
)

ERRORS = (
    N_("Error: {message}"),
    N_("Try '{command} {option}' for help."),
    N_("Missing command."),
    N_("Missing argument"),
    N_("Missing option"),
    N_("Missing parameter"),
    N_("No such command {name!r}."),
    N_("No such option {name!r}."),
    N_("No such option: {name}"),
    N_("Option {name!r} does not take a value."),
    N_("Choose from:\n\t{choices}"),
    N_("Invalid value: {message}"),
    N_("Invalid value for {param_hint}: {message}"),
    N_("{value!r} is not a valid {number_type}."),
    N_("{value} is not in the range {range}."),
    N_("Aborted!"),
)

COUNTED = (
    n_("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", 1),
    n_("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments.", 1),
    n_("{value!r} is not {choice}.", "{value!r} is not one of {choices}.", 1),
    n_("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)", 1),
)
