namespace SocialCommerce.Commissions.Statements;

/// <summary>
/// One movement in a statement, as the person reads it: of a commission, with its order; of another bonus, with its
/// period, task or promotion; or an adjustment, with its reason and document.
/// </summary>
/// <param name="LineNo">1 for the first.</param>
/// <param name="OrderId">The order of a commission.</param>
/// <param name="Rule">The plan's rule.</param>
/// <param name="Kind">The bonus kind, or the kind of adjustment.</param>
/// <param name="Depth">Depth at which an order paid.</param>
/// <param name="Tier">The tier by which it was earned.</param>
/// <param name="Event">
/// <c>accrued</c>, <c>reversed</c>, <c>restored</c>, <c>absorbed</c>, <c>held</c>, <c>released</c> or <c>adjusted</c>.
/// </param>
/// <param name="Amount">Negative where it was taken back.</param>
/// <param name="OccurredAt">When it happened.</param>
/// <param name="RecordedAt">When the shop recorded it.</param>
/// <param name="MaturesAt">When the commission matured.</param>
/// <param name="AdjustmentId">The adjustment.</param>
/// <param name="Reason" example="Debt of January paid by bank transfer">Its reason.</param>
/// <param name="Document" example="BOC 20260205-118">Its document.</param>
/// <param name="SourceKind">Of a bonus without an order: <c>period</c>, <c>task</c> or <c>promotion</c>.</param>
/// <param name="SourceId" example="2026-02-28T16:00:00.000000Z">The id of the source.</param>
public sealed record StatementLine(
    int LineNo, string? OrderId, string? Rule, string Kind, int? Depth, string? Tier, string Event, Money Amount,
    DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, DateTimeOffset? MaturesAt, string? AdjustmentId,
    string? Reason, string? Document, string? SourceKind, string? SourceId);
