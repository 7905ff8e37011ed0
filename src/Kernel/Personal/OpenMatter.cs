namespace SocialCommerce.Kernel.Personal;

/// <summary>Something open that keeps a customer from being erased.</summary>
/// <param name="Name" example="payoutOpen">What it is.</param>
/// <param name="Count" example="1">How many there are.</param>
/// <param name="Remedy" example="Wait for the payout's result, or cancel it.">What to do about it.</param>
internal sealed record OpenMatter(string Name, long Count, string Remedy);
