using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Dividends;
using SocialCommerce.Commissions.Settings;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Commissions.Tiers;
using SocialCommerce.Flows.Dividends;

namespace SocialCommerce.Flows.Integrity;

/// <summary>Recomputes every period's pools from orders, refunds and the partners' history.</summary>
internal static class DividendRecount
{
    /// <summary>Runs whose pools or parts are not what the histories say.</summary>
    public static async Task<List<IntegrityFinding>> Of(
        ShopTransaction transaction, CommissionSettings settings,
        IReadOnlyList<Versioned<PartnerTierList>> lists)
    {
        var reads = transaction.Batch();
        var runs = reads.Commissions.DividendRuns(transaction.ShopId);
        var pools = reads.Commissions.DividendPools(transaction.ShopId);
        await reads.Run(transaction.Cancel);
        var findings = new List<IntegrityFinding>();
        var carried = new Dictionary<string, long>(StringComparer.Ordinal);
        DateTimeOffset? last = null;
        foreach (var run in runs.List)
        {
            if (last is not null && last != run.PeriodStart) Add(findings, run, "does not follow the one before");
            last = run.PeriodEnd;
            var kept = pools.List.Where(pool => pool.PeriodEnd == run.PeriodEnd).ToDictionary(pool => pool.Rule);
            if (run.AsKnown && await Miscounted(transaction, run) is { } wrong)
                Add(findings, run, $"order key {wrong} is counted and was not due, or the reverse");
            foreach (var due in await Due(transaction, run, settings, lists, carried))
            {
                if (!kept.Remove(due.Dividend.Rule.RuleId, out var pool) || !Agrees(pool, due.Dividend))
                    Add(findings, run, $"{due.Dividend.Rule.RuleId}: due {due.Dividend.Pool}, kept {pool?.Pool}");
                else if (!due.PartsAgree) Add(findings, run, $"{due.Dividend.Rule.RuleId}: other parts than due");
                carried[due.Dividend.Rule.RuleId] = due.Dividend.CarriedOut;
            }
            foreach (var pool in kept.Values) Add(findings, run, $"{pool.Rule}: kept {pool.Pool}, nothing due");
        }
        return findings;
    }

    /// <summary>An order of the period that was not due in it, or that was and is not counted.</summary>
    private static async Task<long?> Miscounted(ShopTransaction transaction, DividendRunRow run)
    {
        var reads = transaction.Batch();
        reads.JoinWholeTables();
        var counted = reads.Commissions.CountedOrders(transaction.ShopId, run.PeriodEnd);
        var due = reads.Commissions.CountableOrders(transaction.ShopId, run.PeriodStart, run.PeriodEnd);
        await reads.Run(transaction.Cancel);
        var wrong = counted.List.ToHashSet();
        wrong.SymmetricExceptWith(due.List);
        return wrong.Count == 0 ? null : wrong.Min();
    }

    private static async Task<List<(Dividend Dividend, bool PartsAgree)>> Due(
        ShopTransaction transaction, DividendRunRow run, CommissionSettings settings,
        IReadOnlyList<Versioned<PartnerTierList>> lists,
        Dictionary<string, long> carried)
    {
        PlanRule[] rules =
        [
            .. settings.ByKey(run.PlanKey)?.Content.Rules.Where(rule => rule.Kind == PlanRule.Dividend) ?? [],
        ];
        var reads = transaction.Batch();
        var kept = reads.Commissions.KeptParts(transaction.ShopId, run.PeriodEnd);
        var counted = reads.Commissions.CountedOrders(transaction.ShopId, run.PeriodEnd);
        await reads.Run(transaction.Cancel);
        var sales = await PeriodSales.Read(transaction, rules, run.PeriodStart, run.PeriodEnd, counted.List);
        var tiers = run.AsKnown
            ? PartnerTierList.Before(lists, run.PeriodEnd)
            : PartnerTierList.At(lists, run.RecordedAt) ?? settings.Tiers;
        var dividends = await DividendInputs.Of(
            transaction, run, rules, sales, rule => carried.GetValueOrDefault(rule.RuleId), tiers);
        // Earlier releases named no holders where there was nothing to share.
        if (!run.AsKnown) dividends = dividends.ConvertAll(one => one.Pool == 0 ? one with { Parts = [] } : one);
        return dividends.ConvertAll(one => (one, Parts(one).SetEquals(
            kept.List.Where(part => part.Rule == one.Rule.RuleId))));
    }

    private static HashSet<KeptPart> Parts(Dividend dividend) =>
    [
        .. dividend.Parts.Select(part => new KeptPart(
            dividend.Rule.RuleId, part.Holder.Key, part.Holder.Seq, part.Holder.Tier, part.Weight, part.Amount)),
    ];

    private static bool Agrees(DividendPoolRow kept, Dividend due) =>
        (kept.Earned, kept.CarriedIn, kept.Pool, kept.Weights, kept.Holders)
        == (due.Earned, due.CarriedIn, due.Pool, due.Weights.ToString(), due.Parts.Count);

    private static void Add(List<IntegrityFinding> findings, DividendRunRow run, string detail) =>
        findings.Add(new IntegrityFinding($"dividend {Json.Text(run.PeriodEnd)}", detail));
}
