using SocialCommerce.Flows.Context;
using SocialCommerce.Ladder.Cohorts;
using SocialCommerce.Membership.Tiers;
using SocialCommerce.Membership.Worklists;

namespace SocialCommerce.Flows.Worklists;

/// <summary>Lists the customers of a worklist, with what was said of each task.</summary>
internal static class ListWorklistTasks
{
    private const int UsualDays = 30;
    private const int MaxDays = 366;
    private const int UsualNearBps = 8_000;

    /// <summary>A page of a worklist.</summary>
    public sealed record Query(string Worklist, bool? Done, int? WithinDays, int? NearBps, int? Limit, string? Cursor)
        : IRequest<Page<WorklistTask>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/worklists/{worklist}/tasks", (
                string worklist, bool? done, int? withinDays, int? nearBps, int? limit, string? cursor,
                IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(worklist, done, withinDays, nearBps, limit, cursor), cancel))
            .Describe(
                "listWorklistTasks", "Customers", "List the tasks of a worklist",
                "Lists the customers for a person of the shop to call, write to or decide about. `worklist` is one of "
                    + "`stepUp` (the next offer begins), `nearTier` (growth of `nearBps`, 8000 without it, of the "
                    + "next tier's), `tierEnding` (within `withinDays`, 30 without it, and not kept), `sleeping`, "
                    + "`pointsExpiring` (within `withinDays`) and `partnerApplication` (waits for a decision). Tasks "
                    + "that are marked as done are left out, or with `done=true` alone listed. A task ends by itself "
                    + "where its reason ends; the same customer's next occasion is a new task. A page may be shorter "
                    + "than its limit.")
            .Scope(Scopes.CustomersRead).Expensive()
            .Problems(
                WorklistProblems.WorklistNotFound, CommonProblems.CursorUnreadable,
                CommonProblems.LimitOutOfRange, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.WithinDays).Between(1, MaxDays);
            RuleFor(q => q.NearBps).Between(1, 9_999);
        }
    }

    internal sealed class Handler(FlowContext context, MemberCatalogues catalogues)
        : IRequestHandler<Query, Page<WorklistTask>>
    {
        public Task<Page<WorklistTask>> Handle(Query query, CancellationToken cancel)
        {
            var worklist = Worklist.OrNotFound(query.Worklist);
            var (limit, after) = (Paging.Limit(query.Limit), Paging.DecodeKey(query.Cursor));
            return context.Db.Report(context.Caller, context.Time, async (transaction, asOf) =>
            {
                var reader = new WorklistReader(transaction, catalogues, asOf, (after, limit + 1));
                var page = Paging.Of(await Find(reader, query, asOf), limit, row => row.Key);
                var marks = await Marks(transaction, worklist, page.Data);
                var tasks = new List<WorklistTask>();
                foreach (var row in page.Data)
                {
                    if (row.Task is not { } task) continue;
                    var mark = marks.GetValueOrDefault((row.CustomerKey, task.Occasion));
                    if ((mark?.Done ?? false) == (query.Done ?? false))
                        tasks.Add(task with { Mark = TaskMark.Of(mark) });
                }
                return new Page<WorklistTask>(tasks, page.NextCursor, page.HasMore);
            }, cancel);
        }

        private static Task<List<FoundTask>> Find(WorklistReader reader, Query query, DateTimeOffset asOf)
        {
            var by = asOf.AddDays(query.WithinDays ?? UsualDays);
            return query.Worklist switch
            {
                Worklist.StepUp => reader.StepUp(),
                Worklist.NearTier => reader.NearTier(query.NearBps ?? UsualNearBps),
                Worklist.TierEnding => reader.TierEnding(by),
                Worklist.Sleeping => reader.Sleeping(),
                Worklist.PointsExpiring => reader.PointsExpiring(by),
                Worklist.Application => reader.Applications(),
                _ => throw new InvalidOperationException($"The worklist '{query.Worklist}' has no reader."),
            };
        }

        private static async Task<Dictionary<(long, string), WorklistMark>> Marks(
            ShopTransaction transaction, string list, IReadOnlyList<FoundTask> rows)
        {
            var reads = transaction.Batch();
            var marks = reads.Membership.Marks(
                transaction.ShopId, list, [.. rows.Select(row => row.CustomerKey).Distinct()]);
            await reads.Run(transaction.Cancel);
            return marks.List.ToDictionary(mark => (mark.CustomerKey, mark.Occasion));
        }
    }
}
