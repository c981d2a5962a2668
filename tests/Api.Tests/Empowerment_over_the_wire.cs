using BudgetCoaching.V1;
using Grpc.Core;
using static BudgetCoaching.Api.Tests.Wire;

namespace BudgetCoaching.Api.Tests;

[Collection(Wire_collection.Name)]
public sealed class Empowerment_over_the_wire(RunningService service)
{
    /// <summary>Options whose item values are those of case W1: raw 23.</summary>
    private static readonly int[] W1 = [1, 2, 3, 4, 5, 4, 3, 2, 1, 2];

    private readonly EmpowermentService.EmpowermentServiceClient empowerment = new(service.Channel);

    [Theory]
    [InlineData(AdultAge.From62, InterviewMode.SelfAdministered, 57)]
    [InlineData(AdultAge.From18To61, InterviewMode.SelfAdministered, 54)]
    [InlineData(AdultAge.From18To61, InterviewMode.ReadBySomeoneElse, 55)]
    [InlineData(AdultAge.From62, InterviewMode.ReadBySomeoneElse, 54)]
    public async Task Case_W1_is_scored_as_published(AdultAge age, InterviewMode mode, int points)
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        var answers = Answers(W1);
        (answers.Age, answers.Mode) = (age, mode);
        await EvaluateAsync(household, "2025-02-01", EvaluationPhase.Entry, answers);

        var told = (await GetAsync(household, "2025-02-01")).Figures.WellBeing;

        (told.Raw, told.Points, told.Answers).Should().Be((23, points, answers));
    }

    [Fact]
    public async Task R55_six_components_stand_beside_an_index_with_the_count_of_what_is_missing()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        await household.ChargeAsync("2024-12-10", 400, issued: "2024-12-01");
        await household.PayAsync("2025-03-01", 100);
        await EvaluateAsync(
            household, "2025-03-10", EvaluationPhase.Entry, Answers(W1), (MatrixDomain.Income, 3), (MatrixDomain.Housing, 4));

        var told = await GetAsync(household, "2025-03-31");

        var figures = told.Figures;
        (figures.ArrearsReduction.Points.Decimal, figures.ArrearsReduction.EntryStock, figures.ArrearsReduction.Stock)
            .Should().Be(("25.0000", Euro(400), Euro(300)));
        (figures.WellBeing.Points, figures.SelfSufficiency.Points.Decimal, figures.SelfSufficiency.Ratings.Count)
            .Should().Be((54, "50.0000", 2));
        (figures.PaymentReliability.Points, figures.Liquidity.Points, figures.Autonomy.Points).Should().Be((null!, null!, null!));
        (told.Index.Points, told.Index.MissingCount).Should().Be((null!, 3));
        (told.ParameterSet, told.Resolved.AsOf).Should().Be(("shipped-2026-01", Day("2025-03-31")));
        await Refused(
            empowerment.GetEmpowermentAsync(new GetEmpowermentRequest { Household = household.Name, Viewpoint = At("2024-12-31") }),
            StatusCode.NotFound,
            "RESOURCE_NOT_FOUND");
    }

    [Fact]
    public async Task R55_with_four_components_there_is_an_index()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        await household.ChargeAsync("2024-12-10", 400, issued: "2024-12-01");
        await household.PayAsync("2025-03-01", 100);
        await new BudgetService.BudgetServiceClient(service.Channel).CountCashAsync(
            new CountCashRequest
            {
                Household = household.Name, CashCount = new CashCount { CountDate = Day("2025-03-30"), Amount = Euro(10) },
            },
            RunningService.Headers);
        await EvaluateAsync(household, "2025-03-10", EvaluationPhase.Entry, Answers(W1), (MatrixDomain.Income, 3));

        var told = await GetAsync(household, "2025-03-31");

        // (25 + 100 + 54 + 50) ÷ 4
        (told.Index.Points.Decimal, told.Index.MissingCount).Should().Be(("57.2500", 2));
    }

    [Fact]
    public async Task R56_a_course_tells_its_evaluations_in_order_and_its_progress_by_component()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        await household.ChargeAsync("2024-12-10", 400, issued: "2024-12-01");
        await household.PayAsync("2025-03-01", 100);
        await household.PayAsync("2025-05-01", 100);
        var entry = await EvaluateAsync(
            household, "2025-01-12", EvaluationPhase.Entry, Answers(W1), (MatrixDomain.Income, 2), (MatrixDomain.Food, 3));
        var best = Answers([1, 1, 5, 1, 5, 5, 5, 1, 5, 5]);
        best.Mode = InterviewMode.ReadBySomeoneElse;
        var exit = await EvaluateAsync(
            household, "2025-03-31", EvaluationPhase.Exit, best, (MatrixDomain.Income, 3), (MatrixDomain.Food, 3));
        var between = (await GetAsync(household, "2025-04-30")).Courses.Single();
        var followUp = await EvaluateAsync(household, "2025-06-01", EvaluationPhase.FollowUp, Answers(W1));

        var course = (await GetAsync(household, "2025-06-30")).Courses.Single();

        course.Steps.Select(s => (s.EvaluationId, s.Evaluation.Phase)).Should().Equal(
            (entry, EvaluationPhase.Entry), (exit, EvaluationPhase.Exit), (followUp, EvaluationPhase.FollowUp));
        course.EntryToExit.Select(c => (c.Component, c.Points?.Decimal)).Should().Equal(
            (EmpowermentComponent.PaymentReliability, null),
            (EmpowermentComponent.ArrearsReduction, "25.0000"),
            (EmpowermentComponent.Liquidity, null),
            (EmpowermentComponent.WellBeing, "37.0000"),
            (EmpowermentComponent.SelfSufficiency, "12.5000"),
            (EmpowermentComponent.Autonomy, null));
        course.EntryToExit[3].Caveats.Should().Equal(ChangeCaveat.AnotherMode);
        course.ExitToFollowUp.Select(c => c.Points?.Decimal).Should().Equal(null, "25.0000", null, "-37.0000", null, null);
        (between.FollowUpDueDate, between.ExitToFollowUp.Count, course.FollowUpDueDate).Should().Be((Day("2025-09-30"), 0, null!));
    }

    private static WellBeingAnswers Answers(int[] choices) => new()
    {
        Version = WellBeingVersion.CfpbTenItems,
        Mode = InterviewMode.SelfAdministered,
        Age = AdultAge.From18To61,
        Choices = { choices },
    };

    private async Task<string> EvaluateAsync(
        OpenedHousehold household,
        string day,
        EvaluationPhase phase,
        WellBeingAnswers answers,
        params (MatrixDomain Domain, int Level)[] matrix)
    {
        var request = Coaching_calls_over_the_wire.Evaluation(household.Name, day, phase);
        request.Evaluation.WellBeing = answers;
        request.Evaluation.Matrix.Add(matrix.Select(rating => new DomainRating { Domain = rating.Domain, Level = rating.Level }));
        return (await empowerment.RecordEvaluationAsync(request, RunningService.Headers)).FactId;
    }

    private async Task<Empowerment> GetAsync(OpenedHousehold household, string asOf) =>
        await empowerment.GetEmpowermentAsync(new GetEmpowermentRequest { Household = household.Name, Viewpoint = At(asOf) });
}
