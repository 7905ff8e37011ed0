using SocialCommerce.Ladder.Amendments;
using SocialCommerce.Ladder.Journeys;
using SocialCommerce.Membership.Ceremonies;
using SocialCommerce.Membership.Contacts;
using SocialCommerce.Membership.Joining;

namespace SocialCommerce.Flows.Joining;

/// <summary>
/// All from which some customers' memberships are derived: their orders with what is left of them, their contacts, the
/// steps of their ceremonies, and what persons decided. What the transaction has written is in it.
/// </summary>
internal sealed class JoiningInputs
{
    private readonly PendingSetting<JoiningSettings> _settings;
    private readonly PendingRows<Purchase> _orders;
    private readonly PendingRows<PurchaseLine> _changed;
    private readonly PendingRows<PurchaseRefund> _refunds;
    private readonly PendingRows<AmendedStates> _amended;
    private readonly PendingRows<RungLine> _lines;
    private readonly PendingRows<FirstContact> _contacts;
    private readonly PendingRows<StepRow> _steps;
    private readonly PendingRows<DecisionRow> _decisions;
    private JoiningVersions? _versions;

    /// <summary>Adds the reading to a batch.</summary>
    public JoiningInputs(SqlBatch batch, long shopId, long[] customerKeys)
    {
        _settings = batch.Versions(PutJoiningSettings.Setting, shopId);
        _orders = batch.Ladder.Purchases(shopId, customerKeys);
        _changed = batch.Ladder.PurchaseLines(shopId, []);
        _refunds = batch.Ladder.PurchaseRefunds(shopId);
        _amended = batch.Ladder.AmendedStates(shopId);
        _lines = batch.Ladder.RungLines(shopId);
        _contacts = batch.Membership.FirstContacts(shopId, customerKeys);
        _steps = batch.Membership.StandingSteps(shopId, customerKeys);
        _decisions = batch.Membership.MembershipDecisions(shopId, customerKeys);
    }

    /// <summary>The joining settings of the shop.</summary>
    public JoiningVersions Versions => _versions ??= new JoiningVersions(_settings.All);

    /// <summary>When the customer's contact was added first.</summary>
    public DateTimeOffset? ContactAt(long customerKey) =>
        _contacts.List.Find(contact => contact.CustomerKey == customerKey)?.AddedAt;

    /// <summary>A customer's membership; none for a guest, who is to be claimed first.</summary>
    public MemberStatus Of(long customerKey, string customerId) => Guest.Is(customerId)
        ? MemberStatus.None
        : JoiningRules.Of(
            new JoiningFacts(
                [
                    .. _orders.List.Where(order => order.CustomerKey == customerKey).Select(Founding)
                        .OfType<FoundingOrder>(),
                ],
                ContactAt(customerKey),
                _steps.List.FindAll(step => step.CustomerKey == customerKey),
                _decisions.List.FindAll(decision => decision.CustomerKey == customerKey)),
            Versions);

    private FoundingOrder? Founding(Purchase order)
    {
        if (Versions.RuleAt(order.At) is not { } rule) return null;
        var counting = _lines.List
            .Where(line => line.OrderKey == order.OrderKey
                && rule.Counts(line.ProductId, line.Rung, RungLineSql.MemberRung))
            .Select(line => line.LineNo).ToHashSet();
        return counting.Count == 0 ? null : new FoundingOrder(
            order.OrderId, order.At, rule, [.. Spans(order, counting)]);
    }

    /// <summary>Through which times units of lines that count were kept.</summary>
    private IEnumerable<FoundingSpan> Spans(Purchase order, HashSet<int> counting)
    {
        var changed = _changed.List.FindAll(line => line.OrderKey == order.OrderKey);
        DateTimeOffset? from = changed.Count == 0
            || changed.Exists(line => line.AddedIn is null && counting.Contains(line.LineNo)) ? order.At : null;
        var states = _amended.List.Find(one => one.OrderKey == order.OrderKey)?.States ?? [];
        var refunds = _refunds.List.FindAll(refund => refund.OrderKey == order.OrderKey);
        foreach (var step in changed.Count == 0 ? [] : Rests.After(order.At, changed, refunds, states))
        {
            var keeps = Array.Exists(step.Lines, line =>
                counting.Contains(line.LineNo) && (line.UnitsLeft > 0 || line.LeftMinor > 0));
            if (keeps) from ??= step.At;
            else if (from is { } begun)
            {
                if (step.At > begun) yield return new FoundingSpan(begun, step.At);
                from = null;
            }
        }
        if (from is { } stands) yield return new FoundingSpan(stands, null);
    }
}
