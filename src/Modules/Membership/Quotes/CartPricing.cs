using SocialCommerce.Membership.Coupons;
using SocialCommerce.Membership.Privileges;

namespace SocialCommerce.Membership.Quotes;

/// <summary>
/// Prices a cart. First each line has the lowest of the member's prices: these are not combined with each other, and of
/// equal ones the tier's first counts. Then free shipping. Then coupons, each on what is left. No line and no shipping
/// falls below 0. Pure.
/// </summary>
internal sealed class CartPricing
{
    private const int Whole = 10_000;

    private readonly QuoteContent _cart;
    private readonly string _currency;
    private readonly long[] _list;
    private readonly long[] _left;
    private readonly List<QuoteDiscount>[] _discounts;
    private readonly List<QuoteDiscount> _ofShipping = [];
    private readonly List<UnavailableDiscount> _unavailable = [];
    private long _shippingLeft;

    public CartPricing(QuoteContent cart, string currency)
    {
        (_cart, _currency) = (cart, currency);
        _list = [.. cart.Lines.Select(line => Kernel.Accounting.Quantity.Price(line.UnitPrice.Amount, line.Quantity))];
        _left = [.. _list];
        _discounts = [.. cart.Lines.Select(_ => new List<QuoteDiscount>())];
        _shippingLeft = cart.Shipping?.Amount ?? 0;
    }

    /// <summary>What each line costs.</summary>
    public IReadOnlyList<QuotedLine> Lines =>
    [
        .. _cart.Lines.Select((line, i) => new QuotedLine(
            line.LineId, line.ProductId, Money(_list[i]), Money(_left[i]), _discounts[i])),
    ];

    /// <summary>What shipping costs; null where the cart has none.</summary>
    public QuotedShipping? Shipping => _cart.Shipping is { } shipping
        ? new QuotedShipping(shipping, Money(_shippingLeft), _ofShipping)
        : null;

    /// <summary>What took nothing off.</summary>
    public IReadOnlyList<UnavailableDiscount> Unavailable => _unavailable;

    /// <summary>What is left to pay for each line, in minor units.</summary>
    public IReadOnlyList<long> Left => _left;

    /// <summary>What is left to pay in all, in minor units.</summary>
    public long Total => _left.Sum() + _shippingLeft;

    /// <summary>Takes off what the member's privileges give.</summary>
    public void TakePrivileges(IReadOnlyList<MemberPrivilege> usable)
    {
        var best = new (long Off, string Code)[_list.Length];
        foreach (var privilege in usable)
        {
            var offs = Offs(privilege.Grant);
            for (var i = 0; i < offs.Length; i++)
                if (offs[i] > best[i].Off) best[i] = (offs[i], privilege.Code);
        }
        for (var i = 0; i < best.Length; i++)
            if (best[i].Off > 0) Take(i, QuoteDiscount.Privilege, best[i].Code, best[i].Off);
        foreach (var privilege in usable)
            if (privilege.Grant?.Type == GrantTypes.FreeShipping && _shippingLeft > 0)
                ShipFree(privilege.Code, privilege.Grant);
    }

    /// <summary>Takes off the coupons in this order; one that takes nothing off is unavailable.</summary>
    public void TakeCoupons(IEnumerable<CouponRow> coupons)
    {
        foreach (var coupon in coupons)
        {
            var saving = CouponSaving.Of(coupon.Terms, Cart(), _shippingLeft);
            if (saving.Reason is { } reason)
            {
                Refuse(coupon.Code, reason);
                continue;
            }
            for (var i = 0; i < saving.Lines.Length; i++)
                if (saving.Lines[i] > 0) Take(i, QuoteDiscount.Coupon, coupon.Code, saving.Lines[i]);
            if (saving.Shipping > 0) TakeShipping(QuoteDiscount.Coupon, coupon.Code, saving.Shipping);
        }
    }

    /// <summary>The coupon that takes off most, of equal ones the first; null where none takes off anything.</summary>
    public CouponRow? Best(IEnumerable<CouponRow> coupons)
    {
        var cart = Cart();
        var best = coupons.Select(coupon => (coupon, CouponSaving.Of(coupon.Terms, cart, _shippingLeft).Total))
            .Where(one => one.Total > 0).OrderByDescending(one => one.Total).FirstOrDefault();
        return best.coupon;
    }

    /// <summary>Notes a coupon that cannot be used.</summary>
    public void Refuse(string code, UnavailableReason reason) =>
        _unavailable.Add(new UnavailableDiscount(QuoteDiscount.Coupon, code, [reason]));

    private List<CartLine> Cart() =>
        [.. _cart.Lines.Select((line, i) => new CartLine(line.ProductId, line.Quantity, Money(_left[i])))];

    /// <summary>What a privilege takes off each line, with its cap spread over them.</summary>
    private long[] Offs(PrivilegeGrant? grant)
    {
        long[] offs = [.. _cart.Lines.Select((line, i) => Math.Min(_list[i], grant?.Type switch
        {
            GrantTypes.Percentage or GrantTypes.MemberDay when grant.ProductIds?.Contains(line.ProductId) != false =>
                Allocation.RoundHalfEven((Int128)_list[i] * grant.PercentBps!.Value, Whole),
            GrantTypes.FixedPrice when grant.ProductIds!.Contains(line.ProductId) => Cheaper(i, grant.Price!.Amount),
            GrantTypes.PriceList when Array.Find(grant.Prices!, one => one.ProductId == line.ProductId) is { } listed =>
                Cheaper(i, listed.Price.Amount),
            _ => 0,
        }))];
        return grant?.Cap is { } cap && offs.Sum() > cap.Amount
            ? Allocation.LargestRemainder(cap.Amount, offs)
            : offs;
    }

    private long Cheaper(int line, long unitPrice) => Math.Max(
        0, _list[line] - Kernel.Accounting.Quantity.Price(unitPrice, _cart.Lines[line].Quantity));

    private void ShipFree(string code, PrivilegeGrant grant)
    {
        var spend = _left.Sum();
        if (grant.MinimumSpend is { } minimum && spend < minimum.Amount)
            _unavailable.Add(new UnavailableDiscount(
                QuoteDiscount.Privilege, code,
                [UnavailableReason.Short(UnavailableReason.MinimumSpend, minimum.Amount, spend)]));
        else
            TakeShipping(QuoteDiscount.Privilege, code, Math.Min(_shippingLeft, grant.Cap?.Amount ?? _shippingLeft));
    }

    private void Take(int line, string kind, string code, long amount)
    {
        _left[line] -= amount;
        _discounts[line].Add(new QuoteDiscount(kind, code, Money(amount)));
    }

    private void TakeShipping(string kind, string code, long amount)
    {
        _shippingLeft -= amount;
        _ofShipping.Add(new QuoteDiscount(kind, code, Money(amount)));
    }

    private Money Money(long amount) => new(amount, _currency);
}
