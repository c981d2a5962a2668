using BudgetCoaching.Import;
using BudgetCoaching.Import.Reconciling;
using Grpc.Core;

if (args.Any(argument => argument is "--help" or "-h"))
{
    Console.Out.WriteLine($"{ImportOptions.Usage}\n\n{CashOptions.Usage}\n\n{CreditorOptions.Usage}\n\n{AgencyVerb.Usage}");
    return Exit.AllGood;
}

Service? called = null;
using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupted.Cancel();
};
try
{
    switch (args)
    {
        case ["reconcile", "cash", .. var rest]:
            var (cash, wrongCash) = CashOptions.Read(rest);
            called = cash?.Service;
            return cash is null ? Refuse(wrongCash) : await CashVerb.RunAsync(cash, interrupted.Token);
        case ["reconcile", "creditor", .. var rest]:
            var (creditor, wrongCreditor) = CreditorOptions.Read(rest);
            called = creditor?.Service;
            return creditor is null
                ? Refuse(wrongCreditor)
                : await CreditorVerb.RunAsync(creditor, interrupted.Token);
        case ["agency", .. var rest]:
            var (service, name, wrongAgency) = AgencyVerb.Read(rest);
            called = service;
            return service is null
                ? Refuse(wrongAgency)
                : await AgencyVerb.RunAsync(service, name, interrupted.Token);
        case ["reconcile", ..]:
            return Refuse("reconcile must be followed by cash or creditor");
        default:
            var (import, wrongImport) = ImportOptions.Read(args);
            called = import?.Service;
            return import is null ? Refuse(wrongImport) : await ImportVerb.RunAsync(import, interrupted.Token);
    }
}
catch (RpcException broken)
{
    var (words, exit) = Failure.Tell(broken, called!);
    Console.Error.WriteLine(words);
    return exit;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Interrupted: run it again to go on.");
    return Exit.CouldNot;
}
catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or InvalidDataException)
{
    Console.Error.WriteLine(unreadable.Message);
    return Exit.CouldNot;
}

static int Refuse(string? wrong)
{
    Console.Error.WriteLine($"{wrong}; see --help");
    return Exit.WrongUsage;
}
