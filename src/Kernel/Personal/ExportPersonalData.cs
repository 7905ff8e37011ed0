using System.Text;
using Microsoft.Net.Http.Headers;

namespace SocialCommerce.Kernel.Personal;

/// <summary>
/// Exports everything that is kept about a customer and about the guests that the customer turned out to be, as one
/// JSON file. The audit log names the export and its caller. The response is streamed.
/// </summary>
internal static class ExportPersonalData
{
    private const string FirstPlace = "(0,0)";
    private const int RowsAtOnce = 20_000;

    /// <summary>Why.</summary>
    /// <param name="Reason">Why, for the audit log.</param>
    public sealed record Body(string? Reason = null);

    /// <summary>The customer.</summary>
    public sealed record Command(string CustomerId, Body Body) : IRequest<Head>;

    /// <summary>Rows of a table after a place.</summary>
    public sealed record Query(PersonalTable Table, long[] People, string After) : IRequest<Part>;

    /// <summary>The beginning of an export.</summary>
    public sealed record Head(string CustomerId, DateTimeOffset ExportedAt, long[] People);

    /// <summary>Rows as JSON, and where to go on; null after the last.</summary>
    public sealed record Part(IReadOnlyList<string> Rows, string? Last);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/customers/{customerId}/personal-data-export", async (
                string customerId, Body body, IMediator mediator, ModuleCatalogue modules, HttpContext http,
                CancellationToken cancel) =>
            {
                var head = await mediator.Send(new Command(customerId, body), cancel);
                http.Response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment")
                {
                    FileName = "personal-data.json",
                }.ToString();
                return Results.Stream(file => Write(file, mediator, modules, head, cancel), "application/json");
            })
            .Describe(
                "exportPersonalData", "Personal data", "Export everything about a customer",
                "Exports everything that is kept about a customer as one JSON file, from every module, with text ids "
                    + "in place of keys. Names, identity numbers and accounts of payees are stored encrypted and "
                    + "appear as `sealed`; accounts also with their last characters. The audit log records each "
                    + "export. Use it to answer a customer who asks for a copy. The response is streamed.")
            .Example("""{"reason": "The customer asked for a copy"}""")
            .Scope(Scopes.PersonalDataWrite).ForBackends(Roles.Support).Expensive()
            .Produces<PersonalDataFile>()
            .Problems(CustomerProblems.CustomerNotFound, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Reason).Words().When(c => c.Body.Reason is not null);
    }

    private static async Task Write(
        Stream body, IMediator mediator, ModuleCatalogue modules, Head head, CancellationToken cancel)
    {
        await Put($$"""{"customerId":{{Json.Write(head.CustomerId)}},"exportedAt":"{{Json.Text(head.ExportedAt)}}",""");
        await Put("\"tables\":[");
        var tables = 0;
        foreach (var table in modules.Personal.SelectMany(module => module.Tables))
        {
            var rows = 0;
            for (var after = FirstPlace; after is not null;)
            {
                var part = await mediator.Send(new Query(table, head.People, after), cancel);
                foreach (var row in part.Rows)
                    await Put(rows++ > 0 ? $",{row}" : $"{Begin(table, tables++)}{row}");
                after = part.Last;
            }
            if (rows > 0) await Put("]}");
        }
        await Put("]}");

        async Task Put(string text) => await body.WriteAsync(Encoding.UTF8.GetBytes(text), cancel);
    }

    private static string Begin(PersonalTable table, int tables) =>
        $$"""{{(tables > 0 ? "," : "")}}{"name":"{{ExportedRow.Name(table.Table)}}","rows":[""";

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : IRequestHandler<Command, Head>, IRequestHandler<Query, Part>
    {
        public Task<Head> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => Begin(transaction, command), cancel);

        private async Task<Head> Begin(ShopTransaction transaction, Command command)
        {
            var shop = transaction.ShopId;
            var reads = transaction.Batch();
            var state = reads.ShopState(shop);
            var customer = reads.FindCustomer(shop, command.CustomerId);
            await reads.Run(transaction.Cancel);
            var key = customer.OrNotFound(command.CustomerId).Key;
            var writes = transaction.Batch();
            var people = writes.PeopleOf(shop, key);
            writes.Log(shop, caller, new AuditEntry(
                "personalDataExport", command.CustomerId, null, null, command.Body.Reason));
            await writes.Commit(transaction.Cancel);
            return new Head(command.CustomerId, state.First!.Now(caller.Shop, time), [.. people.List]);
        }

        public async Task<Part> Handle(Query query, CancellationToken cancel)
        {
            var rows = await db.Long.Rows<Row>(caller.Shop.Id, query.Table.ReadSql, new
            {
                shop = caller.Shop.Id,
                query.People,
                query.After,
                part = RowsAtOnce,
            }, cancel);
            return new Part(
                [.. rows.Select(row => ExportedRow.Of(query.Table, row.Content))],
                rows.Count == RowsAtOnce ? rows[^1].Place : null);
        }
    }

    private sealed record Row(string Place, string Content);
}
