using Grpc.Core;
using Shelf.V1;

namespace BudgetCoaching.Transcoding.Tests;

/// <summary>Answers with what it was asked, or does what it is told.</summary>
internal sealed class ShelfService : Shelf.V1.ShelfService.ShelfServiceBase
{
    private readonly TaskCompletionSource began = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when a waiting call saw its token cancelled.</summary>
    public Task Cancelled => cancelled.Task;

    /// <summary>Done when a waiting call has begun.</summary>
    public Task Began => began.Task;

    /// <summary>Of the last book that was got.</summary>
    public (string Method, Metadata Headers, DateTime Deadline) Last { get; private set; }

    /// <summary>Lets the deaf calls end.</summary>
    public void Release() => released.TrySetResult();

    public override Task<Book> GetBook(GetBookRequest request, ServerCallContext context)
    {
        Last = (context.Method, context.RequestHeaders, context.Deadline);
        var edition = request.Edition is { } e ? $"{e.Lender} {e.Number}" : "";
        return Task.FromResult(new Book { Name = request.Name, Author = string.Join('|', [edition, .. request.Tags]) });
    }

    public override Task<PutBookResponse> PutBook(PutBookRequest request, ServerCallContext context) =>
        Task.FromResult(new PutBookResponse { Book = request.Book, DryRun = request.DryRun });

    public override Task<Book> RemoveBook(GetBookRequest request, ServerCallContext context) =>
        Task.FromResult(new Book { Name = request.Name });

    public override Task<Everything> Echo(Everything request, ServerCallContext context) => Task.FromResult(request);

    public override Task<Everything> Ask(Everything request, ServerCallContext context) => Task.FromResult(request);

    public override async Task<Behaviour> Behave(Behaviour request, ServerCallContext context)
    {
        await DoAsync(request, context);
        return request;
    }

    public override async Task WatchBooks(Behaviour request, IServerStreamWriter<Book> responseStream, ServerCallContext context)
    {
        for (var number = 1; number <= request.Count; number++)
        {
            await responseStream.WriteAsync(new Book { Pages = number });
        }

        await DoAsync(request, context);
    }

    public override async Task<Behaviour> CountBooks(IAsyncStreamReader<Book> requestStream, ServerCallContext context)
    {
        var count = 0;
        while (await requestStream.MoveNext(context.CancellationToken))
        {
            count++;
        }

        return new Behaviour { Count = count };
    }

    public override async Task ReturnBooks(
        IAsyncStreamReader<Book> requestStream, IServerStreamWriter<Book> responseStream, ServerCallContext context)
    {
        while (await requestStream.MoveNext(context.CancellationToken))
        {
            await responseStream.WriteAsync(requestStream.Current);
        }
    }

    private async Task DoAsync(Behaviour told, ServerCallContext context)
    {
        if (told.Wait)
        {
            context.CancellationToken.Register(() => cancelled.TrySetResult());
            began.TrySetResult();
            await released.Task.WaitAsync(told.Deaf ? CancellationToken.None : context.CancellationToken);
        }

        if (told.Throw)
        {
            throw new InvalidOperationException("Nobody may read this.");
        }

        if (told.Status != 0)
        {
            throw new RpcException(new Status((StatusCode)told.Status, told.Detail));
        }
    }
}
