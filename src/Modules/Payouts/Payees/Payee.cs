namespace SocialCommerce.Payouts.Payees;

/// <summary>The legal person behind one or more customers, who receives payouts and whose tax is withheld.</summary>
/// <param name="PayeeId">Its id.</param>
/// <param name="Kind"><c>person</c> or <c>business</c>.</param>
/// <param name="Name" example="李…">The legal name, all but its first character hidden.</param>
/// <param name="IdentityNumber" example="…123X">The last four characters of the identity number; never more.</param>
/// <param name="CustomerIds">The customers who are this person.</param>
/// <param name="Agreements">What was accepted, oldest first.</param>
/// <param name="Accounts">Where payouts may go, oldest first.</param>
/// <param name="CreatedAt">When it was entered.</param>
/// <param name="VerifiedAt">When the name was verified; absent until then.</param>
/// <param name="VerifiedBy" example="li.na">Who verified it.</param>
/// <param name="Document">What it was verified by: in full for named persons who pay, approve or audit, else its last
/// characters.</param>
internal sealed record Payee(
    string PayeeId, string Kind, string Name, string IdentityNumber, IReadOnlyList<string> CustomerIds,
    IReadOnlyList<PayeeAgreement> Agreements, IReadOnlyList<PayeeAccount> Accounts, DateTimeOffset CreatedAt,
    DateTimeOffset? VerifiedAt, string? VerifiedBy, string? Document)
{
    /// <summary>Prefix of ids.</summary>
    internal const string Prefix = "pye";

    /// <summary>The key of an id, or 404.</summary>
    internal static long KeyOf(string payeeId) =>
        PublicId.KeyOf(Prefix, payeeId) ?? throw PayeeProblems.PayeeNotFound.For(payeeId);
}

/// <summary>An agreement that a payee accepted.</summary>
/// <param name="Version" example="2026-1">The shop's name of the version.</param>
/// <param name="AcceptedAt">When the payee accepted it.</param>
/// <param name="Ip" example="203.0.113.7">From where; absent where that was not told.</param>
/// <param name="TextHash" example="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08">
/// SHA-256 of the text shown.
/// </param>
internal sealed record PayeeAgreement(
    string Version, DateTimeOffset AcceptedAt, string? Ip = null, string? TextHash = null);
