using System.Security.Cryptography;

namespace BudgetCoaching.Api.Tests.Hosting;

public sealed class The_master_key_is_replaced_by_a_start : IAsyncLifetime
{
    private readonly RunningService service = new() { IsDemo = false };

    public Task InitializeAsync() => service.InitializeAsync();

    public Task DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task The_log_says_how_many_keys_were_wrapped_anew_and_says_nothing_at_the_next_start()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        await OpenedHousehold.EnrolAsync(service);
        await service.StopAsync();
        var next = Path.Combine(service.DataFolder, "next.key");
        await File.WriteAllBytesAsync(next, RandomNumberGenerator.GetBytes(32));
        service.Settings =
        [
            "--BudgetCoaching:MasterKeyFile", next,
            "--BudgetCoaching:PreviousMasterKeyFile", Path.Combine(service.DataFolder, "master.key"),
        ];

        (await SaidByAStartAsync()).Should().Contain("2 key(s) were wrapped anew").And.NotContain(household.Name.Split('/')[1]);
        (await SaidByAStartAsync()).Should().NotContain("wrapped anew");
    }

    private async Task<string> SaidByAStartAsync()
    {
        await service.StartAsync();
        await service.StopAsync();
        return string.Concat(service.Announced, string.Concat(await service.Said));
    }
}
