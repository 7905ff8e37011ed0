namespace SocialCommerce.Commissions.Statements;

/// <summary>
/// A statement (结算单): what a person has earned in a period, to the movement. Those made before the form had a
/// version have no version, number, shop, issuer, beginning, plan and tax.
/// </summary>
/// <param name="Version">Version of this form: 2.</param>
/// <param name="StatementId">
/// Made of shop, period and person, so that the same statement has the same id wherever it is made.
/// </param>
/// <param name="Number">Running number: without gaps at the shop, in the order of period and person.</param>
/// <param name="ShopId">The shop.</param>
/// <param name="Issuer">The shop by law, as in force at the period's last instant; absent where it was not set.</param>
/// <param name="CustomerId">The person.</param>
/// <param name="PeriodStart">End of the run before; absent for the shop's first.</param>
/// <param name="PeriodEnd">Everything eligible before this instant is in it.</param>
/// <param name="PlanId">The plan version in force at the period's last instant; its minimum applies.</param>
/// <param name="TaxComputed">
/// When tax is computed: <c>atPayment</c>. The amounts are before tax; <c>previewStatementPayout</c> previews it.
/// </param>
/// <param name="CarriedIn">Of the total: what earlier runs carried forward.</param>
/// <param name="Lines">Every movement, oldest first.</param>
/// <param name="Total">Sum of the lines.</param>
/// <param name="CarriedOut">Balance that stays behind: none, a statement takes it all.</param>
/// <param name="PreviousHash" example="2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae">
/// SHA-256 of the person's previous statement; empty for the first.
/// </param>
public sealed record Statement(
    int? Version, string StatementId, long? Number, string? ShopId, Issuer? Issuer, string CustomerId,
    DateTimeOffset? PeriodStart, DateTimeOffset PeriodEnd, string? PlanId, string? TaxComputed, Money CarriedIn,
    IReadOnlyList<StatementLine> Lines, Money Total, Money CarriedOut, string PreviousHash);
