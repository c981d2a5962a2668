using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using Echo.V1;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BudgetCoaching.Rpc.Bench;

/// <summary>What is measured: the same echo through this library, and by hand on nothing but Kestrel.</summary>
internal static class Servers
{
    public static string NodeFolder { get; } = Folder();

    /// <summary>Prints the port, then what it has used for each line that comes in, until its input ends.</summary>
    public static async Task ServeAsync(string kind)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton<EchoOfBench>();
        await using var app = builder.Build();
        if (string.Equals(kind, "bare", StringComparison.Ordinal))
        {
            app.MapPost("/echo.v1.EchoService/Say", BareAsync);
        }
        else
        {
            app.MapGrpcService<EchoOfBench>();
        }

        await app.StartAsync();
        Console.WriteLine(new Uri(app.Urls.Single()).Port);
        while (Console.ReadLine() is not null)
        {
            Console.WriteLine(Used.Now());
        }
    }

    /// <summary>Bytes in, the same bytes out, a status after them: no parsing, no checks, no deadlines.</summary>
    private static async Task BareAsync(HttpContext http)
    {
        var response = http.Response;
        response.ContentType = "application/grpc";
        while (true)
        {
            var read = await http.Request.BodyReader.ReadAsync();
            foreach (var part in read.Buffer)
            {
                part.Span.CopyTo(response.BodyWriter.GetSpan(part.Length));
                response.BodyWriter.Advance(part.Length);
            }

            http.Request.BodyReader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                break;
            }
        }

        http.Features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers.GrpcStatus = "0";
    }

    private static string Folder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "tests", "Rpc.Tests", "node"));

    private sealed class EchoOfBench : EchoService.EchoServiceBase
    {
        /// <summary>Messages between two flushes where the caller asks for that.</summary>
        private const int Batch = 64;

        private static readonly WriteOptions MayWait = new(WriteFlags.BufferHint);

        public override Task<SayReply> Say(SayRequest request, ServerCallContext context) =>
            Task.FromResult(new SayReply { Text = request.Text });

        /// <summary>Writes one and the same message, so that what is allocated is the library's.</summary>
        public override async Task Repeat(SayRequest request, IServerStreamWriter<SayReply> responseStream, ServerCallContext context)
        {
            var reply = new SayReply { Text = request.Text };
            for (var i = 1; i <= request.Count; i++)
            {
                responseStream.WriteOptions = request.Behave == "batched" && i % Batch != 0 && i < request.Count ? MayWait : null;
                await responseStream.WriteAsync(reply);
            }
        }

        public override async Task<SayReply> Join(IAsyncStreamReader<SayRequest> requestStream, ServerCallContext context)
        {
            var count = 0;
            while (await requestStream.MoveNext(CancellationToken.None))
            {
                count++;
            }

            return new SayReply { Index = count };
        }

        public override async Task Chat(
            IAsyncStreamReader<SayRequest> requestStream, IServerStreamWriter<SayReply> responseStream, ServerCallContext context)
        {
            var reply = new SayReply { Text = "pong" };
            while (await requestStream.MoveNext(CancellationToken.None))
            {
                await responseStream.WriteAsync(reply);
            }
        }
    }
}

/// <summary>What a process has used since it began.</summary>
internal readonly record struct Used(double CpuMicroseconds, long Bytes)
{
    public static Used Now()
    {
        using var process = Process.GetCurrentProcess();
        return new Used(process.TotalProcessorTime.TotalMicroseconds, GC.GetTotalAllocatedBytes(precise: true));
    }

    public static Used Parse(string text)
    {
        var parts = text.Split(' ');
        return new Used(double.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{CpuMicroseconds:F0} {Bytes}");
}

/// <summary>A server in a process of its own, which ends with this one.</summary>
internal sealed class Child : IAsyncDisposable
{
    private readonly Process process;

    private Child(string name, Process process, string port)
    {
        Name = name;
        this.process = process;
        Address = $"http://127.0.0.1:{port}";
    }

    public string Name { get; }

    public string Address { get; }

    /// <summary>Whether it tells what it uses: programs that are not ours do not.</summary>
    public bool IsOurs => process.StartInfo.FileName != "node";

    public static async Task<Child> StartAsync(string name, string program, params string[] arguments)
    {
        var started = Process.Start(new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var port = await started.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"{name} did not start.");
        return new Child(name, started, port);
    }

    public async Task<Used> UsedAsync()
    {
        await process.StandardInput.WriteLineAsync();
        return Used.Parse((await process.StandardOutput.ReadLineAsync())!);
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
