namespace SocialCommerce.Commissions.Explanations;

/// <summary>An order from the leg of a person who was promoted.</summary>
/// <param name="Distance">How many levels below that person the buyer stands; 0 for an own order.</param>
/// <param name="Holds">Whether no ancestor earns less from it.</param>
/// <param name="Upline">The ancestors that the version's rules read, nearest first.</param>
public sealed record LegOrder(int Distance, bool Holds, IReadOnlyList<UplineIncome> Upline);
