namespace SocialCommerce.Payouts.Reconciliation;

/// <summary>A channel's list of paid transfers: proposed by one person, approved or rejected by another.</summary>
/// <param name="ReconciliationId">Our id.</param>
/// <param name="Channel"><c>manual</c> or <c>wechat</c>.</param>
/// <param name="Document" example="Fund transfer of 2026-01-12">Where the list is from.</param>
/// <param name="Status"><c>waiting</c>, <c>approved</c> or <c>rejected</c>.</param>
/// <param name="Known">Transfers that the database has as paid.</param>
/// <param name="Ended">Transfers that the database has as under way; an approval ends them as paid.</param>
/// <param name="Recovered">Transfers that a restore has lost; an approval books them.</param>
/// <param name="Recoveries">The recovered transfers with gross and tax, as the shop's own rules give them.</param>
/// <param name="Waiting" example="manual">Channels that must still be reconciled before payouts resume.</param>
/// <param name="ProposedBy" example="li.na">Operator id of the person who proposed it.</param>
/// <param name="ProposedAt">When, by the shop's clock.</param>
/// <param name="DecidedBy">Operator id of the person who approved or rejected it.</param>
/// <param name="DecidedAt">When; an approved one is booked at this time.</param>
/// <param name="Note" example="Seen in the fund transfer of 2026-01-12">What that person said.</param>
internal sealed record PayoutReconciliation(
    string ReconciliationId, string Channel, string Document, string Status, int Known, int Ended, int Recovered,
    IReadOnlyList<RecoveredTransfer> Recoveries, IReadOnlyList<string> Waiting, string ProposedBy,
    DateTimeOffset ProposedAt, string? DecidedBy, DateTimeOffset? DecidedAt, string? Note)
{
    internal const string Prefix = "rec";

    /// <summary>The key in an id.</summary>
    /// <exception cref="ProblemException">404 where it is no id of a reconciliation.</exception>
    internal static long KeyOf(string id) =>
        PublicId.KeyOf(Prefix, id) ?? throw ReconciliationProblems.PayoutReconciliationNotFound.For(id);
}
