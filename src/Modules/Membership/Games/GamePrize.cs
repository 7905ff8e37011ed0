namespace SocialCommerce.Membership.Games;

/// <summary>A prize of a wheel.</summary>
/// <param name="PrizeId">The merchant's own id, unique in the game.</param>
/// <param name="Name" example="Coupon of 10.00">What people read.</param>
/// <param name="Kind" example="coupon">
/// <c>points</c> or <c>coupon</c>, granted with the play; <c>goods</c>, recorded for the shop to hand over; or
/// <c>nothing</c>.
/// </param>
/// <param name="Weight">
/// How often it is drawn, in proportion to the weights of the other prizes that can be won; 0: never.
/// </param>
/// <param name="Value">What it is worth; of every kind but <c>nothing</c>.</param>
/// <param name="Stock">How many there are; unlimited without it.</param>
/// <param name="Points">Of <c>points</c>: how many.</param>
/// <param name="TemplateId">Of <c>coupon</c>: the coupon template.</param>
public sealed record GamePrize(
    string PrizeId, string Name, string Kind, int Weight, Money? Value = null, long? Stock = null, long? Points = null,
    string? TemplateId = null)
{
    public const string OfPoints = "points";
    public const string Coupon = "coupon";
    public const string Goods = "goods";
    public const string Nothing = "nothing";

    /// <summary>Every kind.</summary>
    public static readonly string[] Kinds = [OfPoints, Coupon, Goods, Nothing];
}
