using System.Collections;
using System.Globalization;
using System.Reflection;
using FluentValidation;
using FluentValidation.Validators;
using Microsoft.OpenApi;

namespace SocialCommerce.Api.Contract;

/// <summary>
/// What the properties of requests may hold: what their attributes state and what the rules of validators allow, the
/// tighter of both. An amount's range depends on where it stands, so that <see cref="Money"/> has its own.
/// </summary>
internal sealed class RequestBounds(IEnumerable<IValidator> validators)
{
    // Words and ids: their checks know all of them, or take ids.
    private static readonly Bound Word = new(Most: ValidationRules.MaxIdLength);

    private readonly ILookup<(Type? Owner, string Name, bool OfElement), Bound> _rules = (
        from validator in validators
        from rule in Rules(validator)
        where rule.Rule.Member is not null && rule.Rule.Member.DeclaringType != typeof(Money)
        select (Key: (rule.Rule.Member.DeclaringType, rule.Rule.Member.Name, rule.OfElement), rule.Bound))
        .ToLookup(rule => rule.Key, rule => rule.Bound);

    /// <summary>Adds them to the schema of a request's property.</summary>
    public void Apply(OpenApiSchema schema, Type owner, PropertyInfo property)
    {
        foreach (var stated in property.GetCustomAttributes().OfType<IBounded>()) schema.Tighten(stated.Bound);
        schema.Tighten(Of(owner, property.Name, false));
        if (schema.Items is OpenApiSchema items)
        {
            if (schema.MaxItems is null)
                throw new InvalidOperationException(
                    $"State the most of {owner}.{property.Name}: [Most(…)] or a rule of its validator.");
            items.Tighten(Of(owner, property.Name, true));
            Default(items);
        }
        Default(schema);
    }

    private static void Default(OpenApiSchema schema)
    {
        if (schema is { Type: { } type, MaxLength: null } && type.HasFlag(JsonSchemaType.String)) schema.Tighten(Word);
    }

    private Bound? Of(Type owner, string name, bool ofElement) =>
        Types(owner).SelectMany(type => _rules[(type, name, ofElement)]).Aggregate(
            (Bound?)null, (both, one) => both?.And(one) ?? one);

    private static IEnumerable<Type> Types(Type owner) =>
        [owner, .. owner.GetInterfaces(), .. owner.GetCustomAttributes<RulesOfAttribute>().Select(one => one.Request)];

    private static IEnumerable<(IValidationRule Rule, bool OfElement, Bound Bound)> Rules(IValidator validator)
    {
        foreach (var rule in ((IEnumerable)validator).OfType<IValidationRule>())
        {
            var ofElement = rule.GetType().GetInterfaces().Any(face =>
                face.IsGenericType && face.GetGenericTypeDefinition() == typeof(ICollectionRule<,>));
            foreach (var component in rule.Components)
            {
                if (Of(component.Validator) is { } bound) yield return (rule, ofElement, bound);
                if (component.Validator is not IChildValidatorAdaptor) continue;
                foreach (var inner in Rules(Child(component.Validator))) yield return inner;
            }
        }
    }

    /// <summary>The validator of an element, which rules of elements have within.</summary>
    internal static IValidator Child(IPropertyValidator adaptor)
    {
        var get = adaptor.GetType().GetMethod(nameof(ChildValidatorAdaptor<,>.GetValidator))!;
        var context = Activator.CreateInstance(get.GetParameters()[0].ParameterType, [null]);
        return (IValidator)get.Invoke(adaptor, [context, null])!;
    }

    private static Bound? Of(IPropertyValidator validator) => validator switch
    {
        IBounded own => own.Bound,
        INotEmptyValidator => new Bound(1),
        ILengthValidator length => new Bound(length.Min > 0 ? length.Min : null, length.Max),
        IBetweenValidator between => new Bound(Number(between.From), Number(between.To)),
        _ => null,
    };

    private static long Number(object number) => Convert.ToInt64(number, CultureInfo.InvariantCulture);
}
