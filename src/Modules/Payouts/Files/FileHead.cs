using SocialCommerce.Payouts.Settings;

namespace SocialCommerce.Payouts.Files;

/// <summary>What a file says beside its transfers.</summary>
/// <param name="MessageId">Unique per file: the batch and its version.</param>
/// <param name="MadeAt">When it was made, by the shop's clock.</param>
/// <param name="ExecutionOn">The day on which the bank is to pay, such as <c>2026-02-13</c>.</param>
/// <param name="Debtor">The account that is paid from.</param>
/// <param name="Currency">Of every amount.</param>
internal sealed record FileHead(
    string MessageId, DateTimeOffset MadeAt, string ExecutionOn, Debtor Debtor, string Currency);
