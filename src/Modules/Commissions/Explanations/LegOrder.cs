namespace SocialCommerce.Commissions.Explanations;

/// <summary>An order from the leg of a person who was promoted.</summary>
/// <param name="Distance">How many levels below that person the buyer stands; 0 for an own order.</param>
/// <param name="Holds">Whether nobody above gets less of it.</param>
/// <param name="Upline">The people above whom the version's rules look at, nearest first.</param>
public sealed record LegOrder(int Distance, bool Holds, IReadOnlyList<UplineIncome> Upline);
