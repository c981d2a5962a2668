using BudgetCoaching.Api.Errors;
using BudgetCoaching.Api.Hosting;
using BudgetCoaching.Api.Services;
using BudgetCoaching.Application.Access;
using BudgetCoaching.Transcoding;
using NodaTime;

namespace BudgetCoaching.Api.Access;

/// <summary>Puts together what decides about callers, and says at the start how they are verified.</summary>
internal static class Announcement
{
    /// <summary>Where the first administrator's key is put, in the data folder, for its owner alone.</summary>
    public const string FirstKeyFile = "administrator.key";

    public static void AddAccess(this IServiceCollection services, ApiOptions options, Books books)
    {
        var demo = options is { Demo: true, VerifiesCallers: false } ? new DemoTokens() : null;
        services.AddSingleton(new AccessDemo(demo));
        services.AddSingleton(books.Access);
        services.AddSingleton(Teams.Open(options.Access.TeamsFile));
        services.AddSingleton(new Credentials(options, books.Access, demo, books.Clock));
        services.AddSingleton(books.Disclosures).AddSingleton(books.Erasure);
        services.AddSingleton(new CallerLimits(options.Access, TimeProvider.System));
        services.AddSingleton<Disclosures>();
        services.AddSingleton<HiddenTexts>();
        services.AddSingleton<Consenting>();
        services.AddSingleton<AccessRules>();
        services.AddSingleton<ProtectionService>().AddSingleton<AccessService>();
        services.AddSingleton<CallerInterceptor>();
        services.AddOptions<JsonTranscodingOptions>().Configure<ErrorInterceptor, CallerInterceptor>(
            (json, errors, callers) => json.Admit = call => errors.GuardAsync(call, () => callers.AdmitAsync(call)));
        services.AddSingleton<AccessInterceptor>();
    }

    /// <summary>In words; the tokens of the demo, and nothing secret of any other deployment.</summary>
    public static IEnumerable<string> OfAccess(IServiceProvider services, ApiOptions options)
    {
        if (options.VerifiesCallers)
        {
            yield break;
        }

        yield return
            "Callers are not verified: actor and agency are what each call claims, and are recorded as unverified (docs/access.md).";
        if (services.GetRequiredService<AccessDemo>().Tokens is { } demo)
        {
            var now = services.GetRequiredService<IClock>().GetCurrentInstant();
            yield return "To act in a role, send metadata 'authorization: Bearer TOKEN' with one of these tokens:";
            foreach (var (role, token) in demo.Make(options.Access, now))
            {
                yield return $"  {role}: {token}";
            }
        }
    }

    /// <summary>Somebody must be able to make the first key: whoever reads the data folder may.</summary>
    /// <returns>Its file; null where none was asked for, or there are keys already.</returns>
    public static async Task<string?> MakeFirstKeyAsync(ApiOptions options, IAccessBook book)
    {
        if (!options.Access.ApiKeys || options.Access.FirstAgency.Length == 0
            || await book.CreateFirstAsync(
                new Domain.AgencyId(options.Access.FirstAgency),
                "first-administrator",
                "administrator",
                CancellationToken.None) is not { } made)
        {
            return null;
        }

        var file = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            file.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var path = Path.Combine(options.DataFolder, FirstKeyFile);
        await using var stream = Place.Usable(
            nameof(options.DataFolder), options.DataFolder, () => new StreamWriter(new FileStream(path, file)));
        await stream.WriteLineAsync(made.Text);
        return path;
    }
}

/// <summary>The demo's issuer of tokens; null outside a demo.</summary>
internal sealed record AccessDemo(DemoTokens? Tokens);
