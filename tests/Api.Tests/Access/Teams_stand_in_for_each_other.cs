using BudgetCoaching.Api.Access;
using BudgetCoaching.Api.Hosting;

namespace BudgetCoaching.Api.Tests.Access;

public sealed class Teams_stand_in_for_each_other : IDisposable
{
    private readonly string path = Path.GetTempFileName();

    public void Dispose() => File.Delete(path);

    [Fact]
    public void Those_on_one_line_are_together_and_nobody_else_is()
    {
        File.WriteAllText(path, "anna bruno\n\ncarla  dario\n");
        var teams = Teams.Open(path);

        teams.AreTogether("anna", "bruno").Should().BeTrue();
        teams.AreTogether("carla", "dario").Should().BeTrue();
        teams.AreTogether("anna", "carla").Should().BeFalse();
        teams.AreTogether("anna", "nobody").Should().BeFalse();
        teams.With("dario").Should().Equal("carla", "dario");
        teams.With("nobody").Should().Equal("nobody");
        Teams.Open("").AreTogether("anna", "anna").Should().BeFalse();
    }

    [Fact]
    public void Who_is_named_twice_ends_the_start_with_a_sentence()
    {
        File.WriteAllText(path, "anna bruno\nbruno\n");

        var open = () => Teams.Open(path);

        open.Should().Throw<StartRefusedException>().WithMessage($"BudgetCoaching:Access:TeamsFile {path} cannot be used: *");
    }
}
