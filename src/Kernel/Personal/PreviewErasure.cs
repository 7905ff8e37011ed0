namespace SocialCommerce.Kernel.Personal;

/// <summary>Shows what an erasure of a customer would do, and what is still open. Nothing is written.</summary>
internal static class PreviewErasure
{
    /// <summary>The customer.</summary>
    public sealed record Query(string CustomerId) : IRequest<Result>;

    /// <summary>What an erasure would do.</summary>
    /// <param name="CustomerId">The customer.</param>
    /// <param name="Blocked">Whether something is open that has to be settled first.</param>
    /// <param name="Blockers">What is open, each with what to do about it.</param>
    /// <param name="Tables">What would go and what stays, by where it is kept.</param>
    public sealed record Result(
        string CustomerId, bool Blocked, IReadOnlyList<OpenMatter> Blockers, IReadOnlyList<Fate> Tables);

    /// <summary>What an erasure does in one place.</summary>
    /// <param name="Name" example="consents">What it is.</param>
    /// <param name="Rows" example="2">How many entries are about the customer.</param>
    /// <param name="Deleted">Whether they are deleted.</param>
    /// <param name="Cleared" example="source">What of them is emptied, or replaced by a pseudonym.</param>
    /// <param name="Kept" example="proof that processing was allowed">Why the rest stays; absent if all goes.</param>
    public sealed record Fate(string Name, long Rows, bool Deleted, IReadOnlyList<string> Cleared, string? Kept);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/customers/{customerId}/erasure-preview", (
                string customerId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(customerId), cancel))
            .Describe(
                "previewErasure", "Personal data", "Preview the erasure of a customer",
                "Returns what an erasure of the customer would do, and writes nothing: what is open and must be "
                    + "settled first, what would be deleted or emptied, and what stays under a pseudonym and why. Use "
                    + "it before the erasure is requested.")
            .Scope(Scopes.PersonalDataRead).Expensive().Problems(CustomerProblems.CustomerNotFound);

    internal sealed class Handler(Db db, Caller caller, ModuleCatalogue modules) : IRequestHandler<Query, Result>
    {
        public Task<Result> Handle(Query query, CancellationToken cancel) =>
            db.Long.ReadSnapshot(caller.Shop.Id, transaction => Preview(transaction, query.CustomerId), cancel);

        private async Task<Result> Preview(ShopTransaction transaction, string customerId)
        {
            var shop = transaction.ShopId;
            var first = transaction.Batch();
            var customer = first.FindCustomer(shop, customerId);
            await first.Run(transaction.Cancel);
            var finding = transaction.Batch();
            var found = finding.PeopleOf(shop, customer.OrNotFound(customerId).Key);
            await finding.Run(transaction.Cancel);
            long[] people = [.. found.List];
            var reads = transaction.Batch();
            var open = reads.Blockers(shop, people, modules.Blockers);
            var counts = modules.Personal.SelectMany(module => module.Tables)
                .Select(table => (table, Rows: reads.Rows<long>(table.CountSql, new { shop, people }))).ToList();
            await reads.Run(transaction.Cancel);
            var blockers = open();
            return new Result(
                customerId, blockers.Count > 0, blockers,
                [.. counts.Where(one => one.Rows.First > 0).Select(one => Of(one.table, one.Rows.First))]);
        }

        private static Fate Of(PersonalTable table, long rows) => new(
            ExportedRow.Name(table.Table), rows, table.IsDeleted, [.. table.Cleared.Select(ExportedRow.Name)],
            table.Kept);
    }
}
