using Sluice.Configuration.Arguments;
using Sluice.Configuration.Reports;
using Sluice.Configuration.Sources;
using Xunit;

namespace Sluice.Tests.Configuration;

public sealed class CommandLineTests : IDisposable
{
    private readonly Start start = new();

    public void Dispose() => start.Dispose();

    [Fact]
    public void Under_the_name_mlflow_the_version_is_that_of_MLflow() =>
        Assert.Equal(new PrintedAnswer("mlflow, version 3.17.2\n", "", 0), start.Run("--version"));

    [Fact]
    public void Under_any_other_name_the_version_is_Sluices_own()
    {
        using var sluice = new Start { ProgramName = "sluice" };
        Assert.Equal(new PrintedAnswer("sluice, version 0.1.0 (MLflow 3.17.2)\n", "", 0), sluice.Run("--version"));
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("server --help")]
    [InlineData("ui --help")]
    [InlineData("server --port abc --help")]
    [InlineData("config --help")]
    [InlineData("db --help")]
    [InlineData("db upgrade --help")]
    public void Help_is_on_standard_output_with_status_0(string line)
    {
        var answer = start.PrintedAnswer(line.Split(' '));
        Assert.Equal(0, answer.Exit);
        Assert.StartsWith("Usage: mlflow ", answer.Out);
        Assert.Empty(answer.Error);
    }

    [Fact]
    public void Without_a_command_the_help_is_on_standard_error_with_status_2()
    {
        var answer = start.PrintedAnswer();
        Assert.Equal(2, answer.Exit);
        Assert.StartsWith("Usage: mlflow [OPTIONS] COMMAND [ARGS]...\n", answer.Error);
        Assert.Empty(answer.Out);
    }

    [Fact]
    public void Help_of_server_names_every_flag_and_its_variable()
    {
        var help = start.PrintedAnswer("server", "--help").Out;
        Assert.All(ServerFlags.All, flag => Assert.Contains(flag.Name, help));
        Assert.All(ServerFlags.All, flag => Assert.Contains(flag.Variable ?? "", help));
    }

    [Fact]
    public void Unknown_command_is_refused_in_Clicks_frame()
    {
        var answer = start.PrintedAnswer("frob");
        Assert.Equal(
            "Usage: mlflow [OPTIONS] COMMAND [ARGS]...\nTry 'mlflow --help' for help.\n\nError: No such command 'frob'.\n",
            answer.Error
        );
        Assert.Equal(2, answer.Exit);
    }

    [Fact]
    public void Unknown_flag_is_refused_in_the_frame_of_its_command()
    {
        var answer = start.PrintedAnswer("server", "--frob");
        Assert.Equal(
            "Usage: mlflow server [OPTIONS]\nTry 'mlflow server --help' for help.\n\nError: No such option '--frob'.\n",
            answer.Error
        );
        Assert.Equal(2, answer.Exit);
    }

    [Fact]
    public void The_usage_line_of_ui_says_server() =>
        Assert.StartsWith("Usage: mlflow server [OPTIONS]\n", start.PrintedAnswer("ui", "--frob").Error);

    [Fact]
    public void Close_flags_are_offered_as_Click_offers_them() =>
        Assert.Equal(["No such option '--work'. (Did you mean one of: '--port', '--workers'?)"], start.Errors("--work"));

    [Fact]
    public void One_close_flag_is_offered_alone() =>
        Assert.Equal(["No such option '--static-prefx'. Did you mean '--static-prefix'?"], start.Errors("--static-prefx"));

    [Fact]
    public void A_flag_without_its_value_is_refused_without_usage_lines()
    {
        var answer = start.PrintedAnswer("server", "--port");
        Assert.Equal("Error: Option '--port' requires an argument.\n", answer.Error);
        Assert.Equal(2, answer.Exit);
    }

    [Fact]
    public void A_switch_takes_no_value() => Assert.Equal(["Option '--dev' does not take a value."], start.Errors("--dev=yes"));

    [Theory]
    [InlineData("extra", "Got unexpected extra argument (extra)")]
    [InlineData("one two", "Got unexpected extra arguments (one two)")]
    [InlineData("-- --port", "Got unexpected extra argument (--port)")]
    public void Extra_arguments_are_refused(string words, string expected) => Assert.Equal([expected], start.Errors(words.Split(' ')));

    [Fact]
    public void An_extra_argument_shows_no_password()
    {
        var answer = start.PrintedAnswer("server", "postgresql://me:hunter2@db/mlflow");
        Assert.Contains("postgresql://me:***@db/mlflow", answer.Error);
        Assert.DoesNotContain("hunter2", answer.Error);
    }

    [Theory]
    [InlineData("--port 7000")]
    [InlineData("--port=7000")]
    [InlineData("-p 7000")]
    [InlineData("-p7000")]
    [InlineData("--port 1 --port 7000")]
    [InlineData("--port=7_000")]
    public void A_value_can_be_given_in_each_of_Clicks_forms(string flags) =>
        Assert.Equal(7000, start.Server(flags.Split(' ')).Listen.Port);

    [Fact]
    public void A_short_flag_takes_the_equals_sign_for_its_value() =>
        Assert.Equal(["Invalid value for '--port' / '-p': '=7000' is not a valid integer."], start.Errors("-p=7000"));

    [Fact]
    public void Long_flags_have_no_abbreviations() => Assert.StartsWith("No such option '--por'.", Assert.Single(start.Errors("--por=1")));

    [Fact]
    public void The_short_h_is_the_host_and_not_help() => Assert.Equal("10.0.0.1", start.Server("-h", "10.0.0.1").Listen.Host);

    [Fact]
    public void A_missing_argument_is_named()
    {
        var answer = start.PrintedAnswer("db", "upgrade");
        Assert.Equal(
            "Usage: mlflow db upgrade [OPTIONS] URL\nTry 'mlflow db upgrade --help' for help.\n\nError: Missing argument 'URL'.\n",
            answer.Error
        );
    }

    [Fact]
    public void An_argument_reaches_its_command() =>
        Assert.Equal(["sqlite:///x.db"], start.Command("db", "upgrade", "sqlite:///x.db").Arguments);

    [Fact]
    public void An_unknown_command_of_a_group_is_refused_in_the_frame_of_the_group()
    {
        var error = start.PrintedAnswer("db", "upgrad").Error;
        Assert.StartsWith("Usage: mlflow db [OPTIONS] COMMAND [ARGS]...\nTry 'mlflow db --help' for help.\n\n", error);
        Assert.EndsWith("Error: No such command 'upgrad'. Did you mean 'upgrade'?\n", error);
    }

    [Fact]
    public void A_table_of_commands_can_be_extended_by_a_row()
    {
        CommandSpec[] table =
        [
            new("user create", "Make a user.", [new Flag("--admin", FlagKind.Switch, "As admin.")]) { Arguments = ["NAME"] },
        ];
        var surroundings = new Surroundings("sluice", start.Environment, start.Folder);
        var command = Assert.IsType<ParsedCommand>(CommandLine.Parse(["user", "create", "ann", "--admin"], surroundings, table));
        Assert.True(command.Values.Switch("admin"));
        Assert.Equal(["ann"], command.Arguments);
        Assert.Null(command.Settings);
    }

    [Fact]
    public void All_problems_are_reported_at_once_behind_one_frame()
    {
        start.Environment["MLFLOW_WORKERS"] = "many";
        start.Ini("[mlflow]\ndefault_permission = REED\ndatabase_uri = oracle://x\nadmin_username = admin\n");
        var answer = start.PrintedAnswer("server", "--frob", "--port", "abc", "--static-prefix", "ml", "--app-name", "basic-auth");
        Assert.Equal(
            """
            Usage: mlflow server [OPTIONS]
            Try 'mlflow server --help' for help.

            Error: No such option '--frob'.
            Error: Invalid value for '--port' / '-p': 'abc' is not a valid integer.
            Error: Invalid value for '--workers' / '-w': 'many' is not a valid integer. (from variable MLFLOW_WORKERS)
            Error: database_uri 'oracle://x' has the scheme 'oracle', which is no database that Sluice serves. Write sqlite:///FILE or postgresql://USER@HOST:PORT/DATABASE, the password as :PASSWORD behind USER or in PGPASSWORD. (from auth.ini line 3)
            Error: default_permission is 'REED'; write one of READ, USE, EDIT, MANAGE, NO_PERMISSIONS, without quotes. (from auth.ini line 2)
            Error: --static-prefix must begin with a '/'.

            """,
            answer.Error
        );
        Assert.Equal(2, answer.Exit);
    }

    [Fact]
    public void The_file_of_variables_is_read_before_the_command_and_what_is_set_wins()
    {
        start.Write(
            "my.env",
            "# about\nexport MLFLOW_PORT=7001\nMLFLOW_HOST=\"10.0.0.2\"\nHERE=a\nMLFLOW_STATIC_PREFIX=/${HERE}b # words\n"
        );
        start.Environment["MLFLOW_PORT"] = "7002";
        var command = start.Command("--env-file", "my.env", "server");
        Assert.Equal(
            ("10.0.0.2", 7002, "/ab"),
            (command.Settings!.Listen.Host, command.Settings.Listen.Port, command.Settings.Listen.StaticPrefix)
        );
        Assert.Equal(new Notice(NoticeStream.Out, "Loaded environment variables from: my.env"), command.Notices[0]);
    }

    [Fact]
    public void A_missing_file_of_variables_is_refused()
    {
        var answer = start.PrintedAnswer("--env-file", "no.env", "server");
        Assert.Equal(["Invalid value for '--env-file': Environment file 'no.env' does not exist."], Start.ErrorsOf(answer));
        Assert.Equal(2, answer.Exit);
    }
}
