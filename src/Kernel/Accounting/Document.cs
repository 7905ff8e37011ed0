namespace SocialCommerce.Kernel.Accounting;

/// <summary>What a movement is booked by, as finance files it.</summary>
/// <param name="Kind">The kind of document, such as <c>order</c>, <c>refund</c>, <c>statement</c> or
/// <c>payoutTransfer</c>.
/// </param>
/// <param name="Id" example="r-20260205-1">Its id, under which the API has it.</param>
public sealed record Document(string Kind, string Id);
