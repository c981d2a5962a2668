using System.Net;
using BudgetCoaching.Api.Access;
using BudgetCoaching.Api.Bulk;
using BudgetCoaching.Api.Demo;
using BudgetCoaching.Api.Errors;
using BudgetCoaching.Api.Hosting;
using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Api.OwnIds;
using BudgetCoaching.Api.Services;
using BudgetCoaching.Application;
using BudgetCoaching.Application.Keys;
using BudgetCoaching.Application.Sharing;
using BudgetCoaching.Events.Sealing;
using BudgetCoaching.Projections;
using BudgetCoaching.Storage;
using BudgetCoaching.Storage.Sqlite;
using BudgetCoaching.Transcoding;
using Grpc.AspNetCore.Web;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using NodaTime;

namespace BudgetCoaching.Api;

/// <summary>Wires the program in reading order, and alone names a clock.</summary>
public static class Program
{
    private const int NotWell = 1;
    private const int WrongUsage = 2;
    private const int StartRefused = 3;

    /// <summary>ASP.NET Core says six lines a call at its own level; what is set anywhere else goes before this.</summary>
    private static readonly Dictionary<string, string?> QuietCalls = new(StringComparer.Ordinal)
    {
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
        // What a look at the health finds is its answer, and not a line a look.
        ["Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks"] = "None",
    };

    public static async Task<int> Main(string[] args)
    {
        if (args is [CopyCommand.Verb, .. var words])
        {
            return await new CopyCommand(Console.Out, Console.Error, TimeProvider.System).RunAsync(words, CancellationToken.None);
        }

        if (args.Contains("--help", StringComparer.Ordinal))
        {
            await Console.Out.WriteLineAsync(CommandLine.Usage);
            return 0;
        }

        if (args.Contains(CommandLine.VersionWord, StringComparer.Ordinal))
        {
            await Console.Out.WriteLineAsync(CommandLine.Version);
            return 0;
        }

        if (args is [ShareCommand.Verb, .. var sharing])
        {
            return await ShareCommand.RunAsync(sharing, TimeProvider.System, new ProviderClock(TimeProvider.System));
        }

        var asked = CommandLine.TakeProbe(ref args);
        if (CommandLine.ToSettings(args, out var fault) is not { } settings)
        {
            await Console.Error.WriteLineAsync($"{fault}{Environment.NewLine}{Environment.NewLine}{CommandLine.Usage}");
            return WrongUsage;
        }

        var builder = WebApplication.CreateSlimBuilder(settings);
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = QuietCalls });
        var options = ApiOptions.Read(builder.Configuration);
        if (options.Faults() is { Count: > 0 } faults)
        {
            await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, faults));
            return WrongUsage;
        }

        if (asked is not null)
        {
            var (well, said) = await HealthProbe.AskAsync(options, asked);
            await Console.Out.WriteLineAsync(said);
            return well ? 0 : NotWell;
        }

        try
        {
            BookCurrency.Use(options.Currency);
            var clock = TimeProvider.System;
            await using var books = await OpenAsync(builder, options, clock);
            var places = new StartedPlaces(options, await Announcement.MakeFirstKeyAsync(options, books.Access));
            FreePorts.Require(options);
            await RunAsync(builder, options, books, places);
            return 0;
        }
        catch (Exception refused) when (refused is StoreRefusedException or KeysRefusedException or StartRefusedException
            or StoreFailedException or SharedFolderAwayException)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return StartRefused;
        }
    }

    private static async Task<Books> OpenAsync(WebApplicationBuilder builder, ApiOptions options, TimeProvider clock)
    {
        using var log = new StartLog(options, builder.Configuration);
        return await Books.OpenAsync(options, log, clock, new ProviderClock(clock));
    }

    private static async Task RunAsync(WebApplicationBuilder builder, ApiOptions options, Books books, StartedPlaces places)
    {
        await using var app = Build(builder, options, books);
        OtlpExport.Start(app.Services);
        await books.OnceAsync(
            async cancel =>
            {
                if (await books.Erasure.FinishAsync(cancel) is var finished and > 0)
                {
                    ApiLog.ErasuresFinished(app.Logger, finished);
                }
            },
            CancellationToken.None);
        if (books.KeysWrappedAnew > 0)
        {
            ApiLog.KeysWrappedAnew(app.Logger, books.KeysWrappedAnew);
        }

        if (!options.VerifiesCallers)
        {
            ApiLog.CallersUnverified(app.Logger);
        }

        books.Projections.Start();
        await app.StartAsync();
        var notice = new ServiceNotice(options.NotifySocket);
        using var told = app.Lifetime.ApplicationStopping.Register(notice.Stopping);
        try
        {
            if (options.Demo)
            {
                await FillDemoAsync(app.Logger, books, app.Lifetime.ApplicationStopping);
            }

            await AnnounceAsync(app, options, places);
            notice.Ready();
            await Task.Delay(Timeout.InfiniteTimeSpan, app.Lifetime.ApplicationStopping);
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(options.StopSeconds));
            await app.Services.GetRequiredService<CallsUnderWay>().EndAsync(limit.Token);
            await app.StopAsync(limit.Token);
        }
    }

    private static async Task FillDemoAsync(ILogger log, Books books, CancellationToken cancel)
    {
        await new DemoBooks(books.Commands, books.States, books.Clock).FillAsync(cancel);
        await books.Projections.WaitForAsync(await books.Log.ReadHeadAsync(cancel), HouseholdReads.WaitMax, cancel);
        ApiLog.DemoReady(log, DemoBooks.Agency.Value);
    }

    private static WebApplication Build(WebApplicationBuilder builder, ApiOptions options, Books books)
    {
        Listen(builder, options);
        StartLog.ToConsole(builder.Logging, options);
        OtlpExport.Add(builder, options);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(options.StopSeconds));

        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<ListeningAddresses>();
        builder.Services.AddSingleton(books.Log).AddSingleton(books.Keys).AddSingleton<IKeyReader>(books.Keys);
        builder.Services.AddSingleton(books.Clock).AddSingleton(books.States).AddSingleton(books.Commands);
        builder.Services.AddSingleton(books.Commands.Acknowledged);
        builder.Services.AddSingleton(books.ReadModels).AddSingleton(books.Projections);

        builder.Services.AddSingleton<AgencyBooks>();
        builder.Services.AddSingleton<HouseholdWrites>();
        builder.Services.AddSingleton<HouseholdReads>();
        builder.Services.AddSingleton<HouseholdLedgers>();
        builder.Services.AddSingleton<KeptTrends>();
        builder.Services.AddSingleton<HouseholdDirectory>().AddSingleton<HouseholdLookUp>();
        builder.Services.AddSingleton<EventReplay>();
        builder.Services.AddSingleton<ReadModelQueries>();
        builder.Services.AddSingleton<CallsUnderWay>().AddSingleton<CallLimits>();
        builder.Services.AddSingleton<ErrorInterceptor>();
        builder.Services.AddSingleton<OwnIdInterceptor>();
        builder.Services.AddSingleton<AgencyService>();
        builder.Services.AddSingleton<HouseholdService>();
        builder.Services.AddSingleton<BudgetService>();
        builder.Services.AddSingleton<LedgerService>();
        builder.Services.AddSingleton<PlanService>();
        builder.Services.AddSingleton<PlanningService>();
        builder.Services.AddSingleton<ComplianceService>();
        builder.Services.AddSingleton<ArrearsService>();
        builder.Services.AddSingleton<EmpowermentService>();
        builder.Services.AddSingleton<WorkLists>().AddSingleton<WarningService>();
        builder.Services.AddSingleton<HostingPlaces>().AddSingleton<HostingService>();
        builder.Services.AddSingleton<CreditorReconciler>();
        builder.Services.AddSingleton<ReconciliationService>();
        builder.Services.AddSingleton<OwnIdMappings>();
        builder.Services.AddSingleton<BulkRows>();
        builder.Services.AddSingleton<BulkService>();

        builder.Services.AddAccess(options, books);
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = CallLimits.MessageBytesMax;
            grpc.Interceptors.Add<CallLimits>();
            grpc.Interceptors.Add<ErrorInterceptor>();
            grpc.Interceptors.Add<CallerInterceptor>();
            grpc.Interceptors.Add<OwnIdInterceptor>();
            grpc.Interceptors.Add<AccessInterceptor>();
        });
        builder.Services.AddSingleton<ReadModelProgress>();
        builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<Readiness>(services, books.Writing));
        builder.Services.AddSingleton(services => new Liveness(
            books.Writing, books.Projections, services.GetRequiredService<ReadModelProgress>()));
        builder.Services.Configure<HealthCheckPublisherOptions>(
            published => (published.Delay, published.Period) = (Readiness.LookEvery, Readiness.LookEvery));
        builder.Services.AddGrpcHealthChecks().AddCheck<Readiness>("read-models");
        builder.Services.AddGrpcReflection();
        builder.Services.AddJsonTranscoding(json =>
        {
            json.ErrorDomain = ApiFault.Domain;
            json.ColonWords = [AgencyIds.Word];
            json.MaxRequestSize = CallLimits.MessageBytesMax;
        });
        builder.Services.AddHostFiltering(hosts => hosts.AllowedHosts = LocalHosts.Of(options));

        var app = builder.Build();
        if (!options.VerifiesCallers)
        {
            app.UseLocalHosts();
        }

        app.UseGrpcWeb(new GrpcWebOptions { DefaultEnabled = true });
        app.UseServerStatusDetails();
        MapCalls(app);
        app.MapServiceHealth();
        books.Writing.Contact?.Listen(
            said => ApiLog.EventStoreLost(app.Logger, said),
            after => ApiLog.EventStoreFound(app.Logger, (int)after.TotalSeconds));
        if (options.Reflection)
        {
            app.MapGrpcReflectionService();
        }

        app.MapContract();
        app.MapStatusPages();
        return app;
    }

    private static void Listen(WebApplicationBuilder builder, ApiOptions options)
    {
        var tls = options.Tls.Listener();
        Action<ListenOptions> Speaks(HttpProtocols protocols) => listen =>
        {
            listen.Protocols = protocols;
            tls(listen);
        };
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Parse(options.Grpc.Address), options.Grpc.Port, Speaks(HttpProtocols.Http2));
            kestrel.Listen(IPAddress.Parse(options.Web.Address), options.Web.Port, Speaks(HttpProtocols.Http1));
        });
    }

    private static void MapCalls(WebApplication app)
    {
        MapCalls<AgencyService>(app);
        MapCalls<HouseholdService>(app);
        MapCalls<BudgetService>(app);
        MapCalls<LedgerService>(app);
        MapCalls<PlanService>(app);
        MapCalls<PlanningService>(app);
        MapCalls<ComplianceService>(app);
        MapCalls<ArrearsService>(app);
        MapCalls<EmpowermentService>(app);
        MapCalls<WarningService>(app);
        MapCalls<HostingService>(app);
        MapCalls<ReconciliationService>(app);
        MapCalls<BulkService>(app);
        MapCalls<ProtectionService>(app);
        MapCalls<AccessService>(app);
    }

    /// <summary>Over gRPC, and over HTTP and JSON.</summary>
    private static void MapCalls<TService>(WebApplication app)
        where TService : class
    {
        app.MapGrpcService<TService>();
        app.MapJsonTranscoding<TService>();
    }

    /// <summary>
    /// In words on standard output too: who starts it by hand looks there, and so does a script that asked for any port. Written at once,
    /// so that no line of the log comes between.
    /// </summary>
    private static async Task AnnounceAsync(WebApplication app, ApiOptions options, StartedPlaces places)
    {
        var addresses = app.Services.GetRequiredService<ListeningAddresses>();
        ApiLog.Started(app.Logger, options.DataFolder, addresses.Grpc, addresses.Web);
        places.Log(app.Logger);
        if (options.JsonLog)
        {
            return;
        }

        string[] lines =
        [
            $"Data folder: {options.DataFolder}",
            .. places.Words(),
            $"gRPC (HTTP/2 {(options.Tls.IsOn ? "with" : "without")} TLS): {addresses.Grpc}",
            $"Health and status page (HTTP/1.1): {addresses.Web}",
            .. Announcement.OfAccess(app.Services, options),
        ];
        await Console.Out.WriteLineAsync(string.Join(Environment.NewLine, lines));
        await Console.Out.FlushAsync();
    }
}
